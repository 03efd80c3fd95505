import Glibc
import LatchkeyFormats
import LatchkeyKeys
import Synchronization

/// A known_hosts file, read once and shared by all checks that name it.
public final class KnownHostsFile: Sendable {
  /// Where it lies.
  public let path: String
  /// What stood in it when it was read.
  let original: KnownHosts
  private let known: Mutex<KnownHosts>

  /// A file with the given content; one that does not exist has none.
  public init(path: String, contents: [UInt8] = []) {
    self.path = path
    original = KnownHosts(parsing: contents)
    known = Mutex(original)
  }

  func algorithms(host: String, port: UInt16) -> [KeyAlgorithm] {
    known.withLock { $0.algorithms(host: host, port: port) }
  }

  func judge(_ key: PublicKey, host: String, port: UInt16) -> HostKeyJudgement {
    known.withLock { $0.judge(key, host: host, port: port) }
  }

  /// What a person should know of lines that may be about the host and cannot be read: the first three.
  func notesOnFlaws(host: String, port: UInt16) -> [String] {
    let flaws = known.withLock { $0.flaws(host: host, port: port) }
    var notes = flaws.prefix(3).map { flaw in
      let subject = flaw.hosts == nil ? "" : ", which names this host,"
      return "line \(flaw.line) of \(path)\(subject) cannot be read: \(flaw.reason)"
    }
    if flaws.count > 3 { notes.append("\(flaws.count - 3) more lines of \(path) cannot be read") }
    return notes
  }

  /// Records a host's key: one line is appended under a lock, in one write, to a file that is made
  /// readable by its owner only where there is none. Nothing that stands in the file is touched.
  ///
  /// - Throws: `knownHostsNotWritten`, with what the machine said.
  func append(_ key: PublicKey, host: String, port: UInt16) throws(VerifierError) {
    guard let spelled = try? key.encoded(as: .authorizedKeys) else {
      throw VerifierError(.knownHostsNotWritten, "\(path): the host key cannot be written")
    }
    // Type and base64 of a public key line, without its line end.
    let words = String(decoding: spelled, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let line =
      "\(KnownHosts.name(host: host, port: port)) \(words.prefix(2).joined(separator: " "))"
    // What is not a plain name or address could be read as a pattern, or as another line.
    let isPlain = host.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        || "-._:%".utf8.contains($0)
    }
    guard isPlain, let entry = KnownHostsEntry(line: Substring(line), number: 0) else {
      throw VerifierError(.knownHostsNotWritten, "\(path): \(host) cannot be written as a host")
    }
    let status = AppendingFile.append(line: line, to: path)
    guard status == 0 else {
      throw VerifierError(
        .knownHostsNotWritten, "\(path): \(unsafe String(cString: strerror(status)))")
    }
    known.withLock { $0 = $0.appending(entry) }
  }
}
