/// The formats that a key is found in. The raw value is the name that users see.
public enum KeyFormat: String, Hashable, Sendable, CaseIterable {
  /// `-----BEGIN OPENSSH PRIVATE KEY-----` (OpenSSH's PROTOCOL.key).
  case openssh
  /// `-----BEGIN RSA PRIVATE KEY-----` (RFC 8017 appendix A.1.2).
  case pkcs1
  /// `-----BEGIN EC PRIVATE KEY-----` (RFC 5915, SEC 1).
  case sec1
  /// `-----BEGIN PRIVATE KEY-----` and `-----BEGIN ENCRYPTED PRIVATE KEY-----` (RFC 5958).
  case pkcs8
  /// `-----BEGIN DSA PRIVATE KEY-----`, as OpenSSL has always written it.
  case dsa
  /// PuTTY's first format, which only its development snapshots wrote.
  case ppk1
  /// `PuTTY-User-Key-File-2`, PuTTY 0.52 to 0.74.
  case ppk2
  /// `PuTTY-User-Key-File-3`, PuTTY since 0.75.
  case ppk3
  /// `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----`, of ssh.com's programs (Tectia), plain keys too.
  case sshcom
  /// A line of `authorized_keys`, `known_hosts` or a `.pub` file (sshd(8)).
  case authorizedKeys = "authorized-keys"
  /// `---- BEGIN SSH2 PUBLIC KEY ----` (RFC 4716).
  case rfc4716
  /// `-----BEGIN PUBLIC KEY-----` (RFC 5280 §4.1, RFC 7468 §13).
  case spki
  /// `-----BEGIN RSA PUBLIC KEY-----` (RFC 8017 appendix A.1.1).
  case pkcs1Public = "pkcs1-public"
  /// An OpenSSH certificate (PROTOCOL.certkeys).
  case certificate
}
