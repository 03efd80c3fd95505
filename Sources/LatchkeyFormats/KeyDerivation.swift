/// How a key file makes an encryption key out of a passphrase.
public enum KeyDerivation: Hashable, Sendable {
  /// bcrypt_pbkdf, of openssh-key-v1.
  case bcrypt(rounds: Int)
  /// PBKDF2 (RFC 8018 §5.2) with HMAC over the named hash (`sha256`).
  case pbkdf2(hash: String, iterations: Int)
  /// scrypt (RFC 7914): N, r and p.
  case scrypt(cost: Int, blockSize: Int, parallelism: Int)
  /// Argon2, of PPK version 3.
  case argon2(Argon2Parameters)
  /// PBKDF1 (RFC 8018 §5.1) with the named hash (`md5`, `sha1`), of PKCS#8 files of the nineties.
  case pbkdf1(hash: String, iterations: Int)
  /// PKCS#12's own (RFC 7292 appendix B) with the named hash, in PKCS#8 files.
  case pkcs12(hash: String, iterations: Int)
  /// One or two rounds of SHA-1, of PPK version 2.
  case sha1
  /// One round of MD5, of the traditional PEM encryption.
  case md5

  /// The name, as a reader of the field knows it: `bcrypt`, `pbkdf2-hmac-sha256`, `scrypt`,
  /// `argon2id`, `pbkdf1-md5`, `pkcs12-sha1`, `sha1`, `md5`.
  public var name: String {
    switch self {
    case .bcrypt: "bcrypt"
    case .pbkdf2(let hash, _): "pbkdf2-hmac-\(hash)"
    case .scrypt: "scrypt"
    case .argon2(let parameters): parameters.flavour.rawValue.lowercased()
    case .pbkdf1(let hash, _): "pbkdf1-\(hash)"
    case .pkcs12(let hash, _): "pkcs12-\(hash)"
    case .sha1: "sha1"
    case .md5: "md5"
    }
  }
}

extension KeyDerivation: CustomStringConvertible {
  /// The name and the cost: `bcrypt, 24 rounds`.
  public var description: String {
    switch self {
    case .bcrypt(let rounds):
      "\(name), \(rounds) rounds"
    case .pbkdf2(_, let iterations), .pbkdf1(_, let iterations), .pkcs12(_, let iterations):
      "\(name), \(iterations) iterations"
    case .scrypt(let cost, let blockSize, let parallelism):
      "\(name), N=\(cost) r=\(blockSize) p=\(parallelism)"
    case .argon2(let parameters):
      "\(name), \(parameters.memory) KiB, \(parameters.passes) passes"
    case .sha1, .md5:
      name
    }
  }
}
