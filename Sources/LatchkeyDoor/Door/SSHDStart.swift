import Glibc

/// An `sshd` that has been started and may not listen yet.
struct SSHDStart: ~Copyable {
  /// The listening process.
  let server: ChildProcess
  /// Its log.
  var log: LineReader
  private var lastWords: [String] = []
  /// More than a loaded machine needs.
  private static let patience = Duration.seconds(20)

  /// How a start went.
  enum Outcome {
    case listening
    case portTaken
    case interrupted
  }

  /// Starts `sshd` in the foreground of its own, logging to us.
  init(program: String, configurationFile: String) throws(DoorError) {
    let null = try NullDevice.open()
    let pipe = try Pipe()
    server = try ChildProcess.start(
      program, arguments: [program, "-D", "-e", "-f", configurationFile],
      // Sessions get their variables from sshd, not from us.
      environment: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      streams: (null.number, null.number, pipe.writing.number), deathSignal: SIGKILL)
    log = LineReader(pipe.readingEnd())
  }

  /// Waits until `sshd` listens or has failed to.
  mutating func outcome(signals: SignalQueue) throws(DoorError) -> Outcome {
    let deadline = Deadline(after: Self.patience)
    while true {
      for line in log.lines() {
        switch SSHDLogLine(line) {
        case .listening: return .listening
        case .notable(let text), .routine(let text): lastWords.append(text)
        case .keysCommandFailed: break
        }
      }
      if signals.received().contains(where: { $0 != SIGCHLD }) { return .interrupted }
      if log.hasEnded {
        if lastWords.contains(where: { $0.hasSuffix("Address already in use.") }) {
          return .portTaken
        }
        throw failure("sshd did not start")
      }
      if deadline.isOver {
        throw failure("sshd does not listen after \(Self.patience.components.seconds) s")
      }
      signals.wait(orReadable: log.descriptor, until: deadline)
    }
  }

  /// Makes a first connection, as a client does, and waits for the server's greeting: only then
  /// is it sure that the server also serves.
  func expectGreeting(host: String, port: UInt16) throws(DoorError) {
    do {
      let connection = try Connection.open(
        host: host, port: port, deadline: Deadline(after: Self.patience))
      let greeting = String(decoding: try connection.receive(atMost: 512), as: UTF8.self)
      guard greeting.hasPrefix("SSH-2.0-") else {
        throw failure("sshd listens, and greets with \(greeting.debugDescription)")
      }
    } catch let problem as Connection.Failure {
      throw failure("sshd listens, and does not answer: \(problem.words)")
    } catch let problem as DoorError {
      throw problem
    } catch {
      throw failure("\(error)")
    }
  }

  /// An error that quotes what `sshd` said.
  private func failure(_ what: String) -> DoorError {
    let words = lastWords.suffix(3).joined(separator: "; ")
    return DoorError(.sshdFailed, words.isEmpty ? what : "\(what): \(words)")
  }
}
