import Glibc

/// A service started for a while, which says in its first line of output that it is ready.
public final class ServiceProcess {
  /// The process id.
  let id: Int32
  /// What it said first: its address.
  public let greeting: String
  /// Kept, so that what it says later is no error to it.
  private let output: LineReader

  /// Starts a service and waits for its first line.
  ///
  /// It is ended, by `SIGKILL`, with the thread that calls this; ``DoorKeeper`` ends it gently.
  ///
  /// - Parameters:
  ///   - path: the program's file.
  ///   - arguments: what follows its name.
  ///   - patience: how long the first line may take.
  /// - Throws: ``DoorError/Code/system`` when it cannot be started, or ends or stays silent instead.
  public init(
    _ path: String, arguments: [String], patience: Duration = .seconds(10)
  ) throws(DoorError) {
    let null = try NullDevice.open()
    let pipe = try Pipe()
    let child = try ChildProcess.start(
      path, arguments: [path] + arguments, environment: Environment.with(DoorKeeper.mark, nil),
      streams: (null.number, pipe.writing.number, STDERR_FILENO), deathSignal: SIGKILL)
    var output = LineReader(pipe.readingEnd())
    let deadline = Deadline(after: patience)
    while true {
      if let line = output.lines().first {
        id = child.id
        greeting = line
        self.output = output
        return
      }
      if output.hasEnded { throw DoorError(.system, "\(path) ended before it was ready") }
      guard deadline.wait(for: POLLIN, on: output.descriptor) else {
        child.send(SIGKILL)
        throw DoorError(.system, "\(path) was not ready in time")
      }
    }
  }
}
