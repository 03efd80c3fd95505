import FoundationEssentials
import Glibc

/// The program that serves metadata.
enum DaemonProgram {
  static let name = "latchkeyd"

  /// Replaces this process by the daemon: same process id, same streams, same signals.
  ///
  /// - Returns: why it could not be done; on success there is nobody to return to.
  static func become(_ arguments: [String]) throws -> CommandFailure {
    let path = try path()
    // Ours is ignored (see StandardStreams); the daemon decides for itself.
    signal(SIGPIPE, SIG_DFL)
    var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    pointers.append(nil)
    execv(path, pointers)
    let code = errno
    for pointer in pointers { free(pointer) }
    return CommandFailure(.outside, "\(path): cannot be started: \(SystemError.text(code))")
  }

  /// Where the daemon lies.
  static func path() throws(CommandFailure) -> String {
    guard let path = find() else {
      throw CommandFailure(
        .outside,
        "\(name) is not installed: it is neither beside latchkey, nor in ../libexec, nor on PATH",
        hint: "'make install' installs both")
    }
    return path
  }

  /// Beside this program first, so that a build finds its own and not an older one on PATH.
  private static func find() -> String? {
    var folders: [String] = []
    if let own = ownFolder() { folders += [own, own + "/../libexec"] }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    folders += path.split(separator: ":").map(String.init)
    return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func ownFolder() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    let path = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }
}
