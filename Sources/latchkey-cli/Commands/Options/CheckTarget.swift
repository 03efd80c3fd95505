import ArgumentParser
import Glibc

/// What is checked: `[USER@]HOST[:PORT]`, an IPv6 address in brackets where a port follows.
struct CheckTarget: Hashable {
  /// The user, where one is named.
  let user: String?
  let host: String
  let port: UInt16

  /// The user to log in as: as `ssh` does, the one who asks, where no other is named.
  func login() throws(CommandFailure) -> String {
    if let user { return user }
    guard let entry = getpwuid(getuid()) else {
      throw CommandFailure(
        .outside, "\(host): this machine does not know who runs the command",
        hint: "name the user: USER@\(host)")
    }
    return String(cString: entry.pointee.pw_name)
  }
}

extension CheckTarget: ExpressibleByArgument {
  init?(argument: String) {
    var rest = Substring(argument)
    // The last @: a user's name may hold one, a host's never.
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[rest.index(after: at)...]
      if user?.isEmpty != false { return nil }
    } else {
      user = nil
    }
    var portText: Substring?
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { return nil }
      host = String(rest[rest.index(after: rest.startIndex)..<end])
      let tail = rest[rest.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
      portText = tail.isEmpty ? nil : tail.dropFirst()
    } else if rest.count(where: { $0 == ":" }) == 1, let colon = rest.firstIndex(of: ":") {
      host = String(rest[..<colon])
      portText = rest[rest.index(after: colon)...]
    } else {
      // No colon, or a bare IPv6 address.
      host = String(rest)
    }
    if let portText {
      guard let number = UInt16(portText), number > 0 else { return nil }
      port = number
    } else {
      port = 22
    }
    // A control character or a leading dash is never a host, and would end up in messages and files.
    let isPlausible = host.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
    if host.isEmpty || host.hasPrefix("-") || !isPlausible { return nil }
  }
}
