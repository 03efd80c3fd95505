internal import LatchkeyCrypto

extension PublicKey {
  /// Whether `signature` is this key's signature of `data`.
  ///
  /// - Parameter signature: the SSH form, as ``PrivateKey/signature(over:algorithm:)`` makes it, or
  ///   as a FIDO authenticator does (OpenSSH's PROTOCOL.u2f, "SSH U2F signatures").
  public func verify(_ signature: [UInt8], of data: [UInt8]) -> Bool {
    guard let parsed = try? ParsedSignature(signature), parsed.algorithm.keyAlgorithm == algorithm,
      let signed = try? parsed.signed(data, by: components)
    else { return false }
    switch parsed.value {
    case .octets(let octets):
      return key.verifies(octets, of: signed, digest: parsed.algorithm.digest)
    case .numbers(let numbers):
      guard let digest = parsed.algorithm.digest else { return false }
      return key.verifies(numbers, of: signed, digest: digest)
    }
  }
}
