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
}
