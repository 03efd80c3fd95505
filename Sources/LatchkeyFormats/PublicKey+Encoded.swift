internal import LatchkeyCrypto
public import LatchkeyKeys

extension PublicKey {
  /// The key as a file. SPKI and PKCS#1 have no place for a comment.
  ///
  /// - Throws: `.cannotEncode` where the format cannot hold this key or its comment.
  public func encoded(
    as format: PublicKeyFormat, comment: KeyComment = ""
  ) throws(FormatError) -> [UInt8] {
    switch format {
    case .authorizedKeys:
      return try SSHLine.write(self, comment: comment)
    case .rfc4716:
      return try RFC4716.write(self, comment: comment)
    case .spki:
      guard let info = SPKI.encode(components) else {
        throw FormatError(
          .cannotEncode, "spki has no form for \(algorithm.name) keys (use authorized-keys)",
          publicKey: self)
      }
      return PEMBlock.write(SPKI.label, info.finish()).finish().publicBytes()
    case .pkcs1Public:
      guard case .rsa(let exponent, let modulus) = components else {
        throw FormatError(
          .cannotEncode,
          "pkcs1-public holds RSA keys alone, and this is a \(algorithm.name) key (use spki)",
          publicKey: self)
      }
      return PEMBlock.write(
        PKCS1.publicLabel, PKCS1.encode(exponent: exponent, modulus: modulus).finish()
      ).finish().publicBytes()
    }
  }
}
