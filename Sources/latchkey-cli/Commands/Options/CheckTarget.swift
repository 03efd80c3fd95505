import ArgumentParser
import Glibc
import LatchkeyFormats
import LatchkeyVerifier

/// What is checked: an `SSHDestination`, at SSH's own port where none is named.
struct CheckTarget: Hashable {
  private let destination: SSHDestination

  var host: String { destination.host }
  var port: UInt16 { destination.port ?? 22 }

  /// The user to log in as: as `ssh` does, the one who asks, where no other is named.
  func login() throws(CommandFailure) -> String {
    if let user = destination.user { return user }
    guard let entry = getpwuid(getuid()) else {
      throw CommandFailure(
        .outside, "\(host): this machine does not know who runs the command",
        hint: "name the user: USER@\(host)")
    }
    return String(cString: entry.pointee.pw_name)
  }
}

extension CheckTarget {
  /// Reads an argument.
  init(parsing argument: String) throws {
    do throws(VerifierError) {
      destination = try SSHDestination(parsing: argument)
    } catch {
      throw ValidationError(error.reason)
    }
    // A pattern of the shell's that fits several keys puts those after the first here, and none of
    // their names is the resolver's business.
    guard !destination.host.utf8.contains(UInt8(ascii: "/")) else {
      throw ValidationError(
        "a path, where a host is expected; give each key with an -i of its own")
    }
  }

  /// Reads an operand: the name of a file that holds a key is most likely no host's.
  init(operand argument: String) throws {
    try self.init(parsing: argument)
    guard argument == destination.host, Self.isKeyFile(argument) else { return }
    throw ValidationError(
      "a file that holds a key, where a host is expected; give each key with an -i of its own (the "
        + "host of that name is \(argument):22)")
  }

  private static func isKeyFile(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let content = try? InputFile.read(path)
    else { return false }
    return (try? KeyFile.read(content)) != nil
  }

  /// Reads many in one word, as `OperandBundle` puts them there.
  static func list(parsing argument: String) throws -> [CheckTarget] {
    try OperandBundle.words(in: argument).map(CheckTarget.init(operand:))
  }
}
