extension KeyWarnings {
  /// What makes an encryption easier to break than its reader may think.
  static func of(_ encryption: KeyEncryption) -> [String] {
    [derivation(encryption.derivation), cipher(encryption.cipher)].compactMap(\.self)
  }

  private static func derivation(_ derivation: KeyDerivation) -> String? {
    switch derivation {
    case .md5:
      "traditional PEM encryption makes its key with one round of MD5: write it as openssh or pkcs8"
    case .sha1:
      "PPK version 2 makes its key with one round of SHA-1: write it as ppk3"
    case .bcrypt(let rounds) where rounds < FormatLimits.fewBcryptRounds:
      "\(Shown.count(rounds, "round")) of bcrypt is little: ssh-keygen writes 24"
    case .pbkdf2(_, let iterations) where iterations < FormatLimits.fewPBKDF2Iterations:
      "\(Shown.count(iterations, "iteration")) of PBKDF2 is little: write it anew"
    case .pbkdf1(_, let iterations), .pkcs12(_, let iterations):
      """
      \(Shown.count(iterations, "iteration")) of \(derivation.name), a derivation of the nineties: \
      write it anew as pkcs8
      """
    case .scrypt(let cost, let blockSize, let parallelism)
    where cost * blockSize * parallelism < FormatLimits.littleScryptWork:
      "scrypt with N=\(cost) r=\(blockSize) p=\(parallelism) is little: write it anew"
    case .argon2(let parameters)
    where parameters.memory * parameters.passes < FormatLimits.littleArgon2Work:
      """
      Argon2 over \(parameters.memory) KiB in \(Shown.count(parameters.passes, "pass")) is little: \
      write it anew
      """
    default:
      nil
    }
  }

  /// Ciphers whose keys can be tried one after the other, or whose stream is known to be biased.
  private static func cipher(_ name: String) -> String? {
    switch name {
    case "DES-CBC", "DES-CFB", "DES-OFB", "DES-ECB":
      "DES has keys of 56 bits, which can be tried out: write it anew"
    case "RC2-40-CBC", "RC4-40": "a key of 40 bits can be tried out: write it anew"
    case "RC2-64-CBC": "a key of 64 bits can be tried out: write it anew"
    case "RC4": "RC4 is broken: write it anew"
    case _ where name.hasSuffix("-ECB") || name == "DES-EDE3" || name == "DES-EDE":
      "ECB shows which blocks of the key are the same: write it anew"
    default: nil
    }
  }
}
