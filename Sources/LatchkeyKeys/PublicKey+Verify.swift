internal import LatchkeyCrypto

extension PublicKey {
  /// Whether `signature` is this key's signature of `data`.
  ///
  /// - Parameter signature: the SSH form, as ``PrivateKey/signature(over:algorithm:)`` makes it, or
  ///   as a FIDO authenticator does (OpenSSH's PROTOCOL.u2f, "SSH U2F signatures").
  public func verify(_ signature: [UInt8], of data: [UInt8]) -> Bool {
    guard let parsed = try? ParsedSignature(signature), parsed.algorithm.keyAlgorithm == algorithm,
      let signed = try? parsed.signed(data, by: components), let key = try? verificationKey()
    else { return false }
    switch parsed.value {
    case .octets(let octets):
      return key.verifies(padded(octets), of: signed, digest: parsed.algorithm.digest)
    case .numbers(let numbers):
      guard let digest = parsed.algorithm.digest else { return false }
      return key.verifies(numbers, of: signed, digest: digest)
    }
  }

  /// RFC 8332 §3 pads the signature to the modulus; some signers leave its leading zeros away, and
  /// OpenSSH puts them back as well.
  private func padded(_ octets: [UInt8]) -> [UInt8] {
    guard algorithm == .rsa else { return octets }
    return [UInt8](repeating: 0, count: max(0, (bits + 7) / 8 - octets.count)) + octets
  }
}
