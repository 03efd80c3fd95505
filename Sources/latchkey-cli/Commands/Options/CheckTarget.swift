import ArgumentParser
import Glibc
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
  }

  /// Reads many in one word, as `OperandBundle` puts them there.
  static func list(parsing argument: String) throws -> [CheckTarget] {
    try OperandBundle.words(in: argument).map(CheckTarget.init(parsing:))
  }
}
