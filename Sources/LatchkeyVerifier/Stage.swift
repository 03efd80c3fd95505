/// How far a check came: the stage at which its verdict was reached.
public enum Stage: String, Sendable, Hashable, CaseIterable {
  /// The host's name was being looked up.
  case dns
  /// A TCP connection was being made.
  case tcp
  /// The server's identification line (RFC 4253 §4.2) was awaited.
  case banner
  /// Algorithms were negotiated and keys exchanged (RFC 4253 §7 and §8).
  case kex
  /// The server's host key was judged.
  case hostkey
  /// The user's key was offered (RFC 4252 §7).
  case auth
  /// A session was opened after authentication (RFC 4254 §6).
  case session
  /// A command was run in that session.
  case exec
}

extension Stage {
  /// Whether it comes after another.
  func follows(_ other: Stage) -> Bool {
    let order = Stage.allCases
    return order.firstIndex(of: self) ?? 0 > order.firstIndex(of: other) ?? 0
  }
}
