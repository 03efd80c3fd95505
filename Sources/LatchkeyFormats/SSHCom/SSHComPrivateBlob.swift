internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The numbers of an ssh.com key, each a uint32 that counts its bits and as many bytes as it takes:
///
///     rsa  e, d, n, q^-1 mod p, q, p
///     dsa  uint32 0 (no parameters known by name), p, g, q, y, x
enum SSHComPrivateBlob {
  case rsa, dsa

  /// The kind by ssh.com's name for what the key can do.
  init?(type: String) {
    if type.hasPrefix("if-modn{sign{rsa") {
      self = .rsa
    } else if type.hasPrefix("dl-modp{sign{dsa") {
      self = .dsa
    } else {
      return nil
    }
  }

  /// The whole key.
  ///
  /// - Parameter allowsPadding: whether up to a block may follow, as it does after encryption.
  func read(
    _ bytes: borrowing SecretBytes, allowsPadding: Bool
  ) throws(WireError) -> PrivateKeyComponents {
    var outer = SSHReader(bytes.copy())
    var reader = SSHReader(try outer.readString())
    guard outer.remaining < (allowsPadding ? SymmetricCipher.tripleDESCBC.blockSize : 1) else {
      throw WireError("\(Shown.count(outer.remaining, "byte")) too many after the numbers")
    }
    let components = try components(&reader)
    try reader.expectEnd()
    return components
  }

  private func components(
    _ reader: inout SSHReader
  ) throws(WireError) -> PrivateKeyComponents {
    switch self {
    case .rsa:
      let publicExponent = try Self.number(&reader).publicBytes()
      let privateExponent = try Self.number(&reader)
      let modulus = try Self.number(&reader).publicBytes()
      let coefficient = try Self.number(&reader)
      let prime2 = try Self.number(&reader)
      let prime1 = try Self.number(&reader)
      return try PrivateKeyComponents.rsa(
        modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
        prime1: prime1, prime2: prime2, coefficient: coefficient)
    case .dsa:
      guard try reader.readUInt32() == 0 else {
        throw WireError("DSA parameters that are given by name")
      }
      let p = try Self.number(&reader).publicBytes()
      let g = try Self.number(&reader).publicBytes()
      let q = try Self.number(&reader).publicBytes()
      let y = try Self.number(&reader).publicBytes()
      let x = try Self.number(&reader)
      guard x.count <= DSAKey.longestPrivateNumber else {
        throw WireError("a private number of \(x.count) bytes")
      }
      return .dsa(AsymmetricKey.DSANumbers(p: p, q: q, g: g, y: y), x: x)
    }
  }

  private static func number(_ reader: inout SSHReader) throws(WireError) -> SecretBytes {
    let bits = Int(try reader.readUInt32())
    let bytes = try reader.readBytes((bits + 7) / 8)
    guard bytes.isEmpty || bytes[0].leadingZeroBitCount == (8 - bits % 8) % 8 else {
      throw WireError("a number that does not have the \(bits) bits that it is said to have")
    }
    return bytes
  }
}
