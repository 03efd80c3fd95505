/// What a check found out, in one word.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The key gets in.
  case allowed
  /// The server was asked and refused.
  case denied
  /// The key was accepted and the server wants more factors.
  case partial
  /// No SSH server could be asked.
  case unreachable
  /// The server is not known to be the expected one; no credential was sent.
  case untrusted
  /// The check cannot judge: a limitation of this client, an overloaded server, a penalised source,
  /// or a deadline before there was a verdict.
  case inconclusive
}
