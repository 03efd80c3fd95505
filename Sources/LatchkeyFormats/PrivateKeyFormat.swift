/// The formats that a private key is written in.
public enum PrivateKeyFormat: String, Hashable, Sendable, CaseIterable {
  /// openssh-key-v1; encrypted with aes256-ctr under bcrypt.
  case openssh
  /// What EC2 hands out and `ssh -i key.pem` takes: RSA as PKCS#1, ECDSA as SEC1, everything else,
  /// and whatever is to be encrypted, as openssh-key-v1.
  case pem
  /// PKCS#1: RSA, never encrypted.
  case pkcs1
  /// SEC1: ECDSA, never encrypted.
  case sec1
  /// PKCS#8; encrypted with AES-256-CBC under PBKDF2-HMAC-SHA-256.
  case pkcs8
  /// PuTTY's format since 0.75; encrypted with AES-256-CBC under Argon2.
  case ppk3
  /// PuTTY's format before 0.75; encrypted with AES-256-CBC under SHA-1.
  case ppk2
}
