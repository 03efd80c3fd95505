/// A critical option or an extension of a certificate (PROTOCOL.certkeys, "Critical options" and
/// "Extensions").
public struct CertificateOption: Hashable, Sendable {
  /// `force-command`, `permit-pty` …
  public let name: String
  /// What it is set to; nil for those that are on by being there.
  public let value: String?

  package init(name: String, value: String?) {
    self.name = name
    self.value = value
  }

  /// Whether servers know what this critical option demands: OpenSSH refuses a certificate with any
  /// other.
  package var isKnownAsCritical: Bool {
    ["force-command", "source-address", "verify-required"].contains(name)
  }
}
