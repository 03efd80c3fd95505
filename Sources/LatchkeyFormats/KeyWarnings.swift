internal import LatchkeyKeys

/// What is lawful in a key but should be known.
enum KeyWarnings {
  static func of(_ key: PublicKey) -> [String] {
    switch key.algorithm {
    case .rsa where key.bits < FormatLimits.shortRSA:
      [
        "RSA of \(key.bits) bits is too short: today's servers ask for \(FormatLimits.shortRSA)"
          + " or more"
      ]
    case .dsa: ["DSA keys are refused by OpenSSH since 7.0"]
    default: []
    }
  }

  static func of(_ encryption: KeyEncryption) -> [String] {
    switch encryption.derivation {
    case .md5:
      [
        "traditional PEM encryption makes its key with one round of MD5: write it as openssh or pkcs8"
      ]
    case .sha1:
      ["PPK version 2 makes its key with one round of SHA-1: write it as ppk3"]
    case .bcrypt(let rounds) where rounds < FormatLimits.fewBcryptRounds:
      ["\(rounds) rounds of bcrypt are few: ssh-keygen writes 24"]
    case .pbkdf2(_, let iterations) where iterations < FormatLimits.fewPBKDF2Iterations:
      ["\(iterations) iterations of PBKDF2 are few: write it anew"]
    default: []
    }
  }
}
