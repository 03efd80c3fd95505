/// The formats that a public key is written in.
public enum PublicKeyFormat: String, Hashable, Sendable, CaseIterable {
  /// One line: algorithm, base64, comment.
  case authorizedKeys = "authorized-keys"
  /// RFC 4716, 72 columns.
  case rfc4716
  /// SubjectPublicKeyInfo in PEM.
  case spki
  /// PKCS#1's RSAPublicKey in PEM: RSA alone.
  case pkcs1Public = "pkcs1-public"
}
