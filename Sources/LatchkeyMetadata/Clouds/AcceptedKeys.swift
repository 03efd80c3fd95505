import LatchkeyKeys

/// The keys that a cloud takes.
struct AcceptedKeys: Sendable {
  /// The kinds.
  let algorithms: Set<KeyAlgorithm>
  /// The kinds, in words.
  let description: String

  /// The smallest RSA key that is taken. EC2 itself still takes 1024 bits, which today's OpenSSH
  /// refuses by default.
  static let minimumRSABits = 2048

  /// What EC2 and Azure take.
  static let rsaAndEd25519 = AcceptedKeys(
    algorithms: [.rsa, .ed25519], description: "RSA (\(minimumRSABits) bits or more) and ed25519")

  /// What a cloud takes that looks at no more than whether it is a key, without those that OpenSSH
  /// itself has dropped.
  static let everyCurrent = AcceptedKeys(
    algorithms: Set(KeyAlgorithm.all).subtracting([.dsa, .ed448]),
    description: "RSA, ECDSA, ed25519 and security keys")

  /// What Python's cryptography reads of public keys, with which Nova looks at them.
  static let rsaECDSAAndEd25519 = AcceptedKeys(
    algorithms: Set([.rsa, .ed25519] + EllipticCurve.allCases.map { .ecdsa($0) }),
    description: "RSA, ECDSA and ed25519")

  /// Refuses a key that the cloud would not take.
  ///
  /// - Throws: ``MetadataError/Code/keyNotAccepted``, naming what it takes.
  func check(_ key: PublicKey, on cloud: Cloud) throws(MetadataError) {
    guard algorithms.contains(key.algorithm) else {
      throw MetadataError(
        .keyNotAccepted,
        "\(key.algorithm.name): \(cloud.title) takes \(description) keys only")
    }
    guard key.algorithm != .rsa || key.bits >= Self.minimumRSABits else {
      throw MetadataError(
        .keyNotAccepted,
        "an RSA key of \(key.bits) bits: at least \(Self.minimumRSABits) are expected; "
          + "make a new one")
    }
  }
}
