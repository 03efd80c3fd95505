import LatchkeyVerifier

extension CheckRecord {
  /// What the host is called: its name, else its address, with the port where that is not 22.
  var hostLabel: String {
    if let hostName { return hostName }
    if port == 22 { return host }
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// The door: `user@host`.
  var doorLabel: String { "\(user)@\(hostLabel)" }

  /// Whether the check is called after another user at this door than the one that the answer is
  /// about.
  var isAboutAnotherUser: Bool {
    guard hostName == nil, !id.hasPrefix("\(user)@"), let at = id.lastIndex(of: "@") else {
      return false
    }
    let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    return id[at...].dropFirst().hasPrefix(place)
  }

  /// What the key is called; `nil` where no one key is meant.
  var keyLabel: String? { key?.label }

  /// The verdict and what was expected: `denied, expected allow`, `denied, as expected`.
  var verdictWords: String {
    met ? "\(verdict.rawValue), as expected" : "\(verdict.rawValue), expected \(expect.rawValue)"
  }

  /// The stage and the reason: `auth: key-refused`.
  var reasonWords: String { "\(stage.rawValue): \(reason)" }
}
