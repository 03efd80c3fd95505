internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The private half in a PuTTY key file; the public half stands in the public blob alone.
///
///     rsa          mpint d, mpint p, mpint q, mpint q^-1 mod p
///     dsa          mpint x
///     ecdsa        mpint scalar
///     ed25519/448  string seed
enum PuTTYPrivateBlob {
  /// The whole key, from its two halves.
  ///
  /// - Parameters:
  ///   - bytes: the private blob, padded to whole blocks if it was encrypted.
  ///   - allowsPadding: whether up to 15 bytes may follow; the MAC has vouched for them.
  static func read(
    _ bytes: borrowing SecretBytes, _ publicKey: PublicKey, allowsPadding: Bool
  ) throws(WireError) -> PrivateKeyComponents? {
    var reader = SSHReader(bytes.copy())
    guard let components = try components(&reader, publicKey) else { return nil }
    guard reader.remaining < (allowsPadding ? PuTTYKey.blockSize : 1) else {
      throw WireError("\(Shown.count(reader.remaining, "byte")) too many after the private half")
    }
    return components
  }

  static func write(_ components: consuming PrivateKeyComponents) -> SecretBytes {
    var writer = SSHWriter(capacity: 2048)
    switch consume components {
    case .rsa(let numbers):
      writer.append(mpint: numbers.privateExponent)
      writer.append(mpint: numbers.prime1)
      writer.append(mpint: numbers.prime2)
      writer.append(mpint: numbers.coefficient)
    case .dsa(_, let x): writer.append(mpint: x)
    case .ecdsa(_, _, let scalar): writer.append(mpint: scalar)
    case .ed25519(_, let seed): writer.append(string: seed)
    case .ed448(_, let seed): writer.append(string: seed)
    }
    return writer.finish()
  }

  private static func components(
    _ reader: inout SSHReader, _ publicKey: PublicKey
  ) throws(WireError) -> PrivateKeyComponents? {
    switch publicKey.components {
    case .rsa(let exponent, let modulus):
      let privateExponent = try reader.readMPInt()
      let prime1 = try reader.readMPInt()
      let prime2 = try reader.readMPInt()
      let coefficient = try reader.readMPInt()
      return try PrivateKeyComponents.rsa(
        modulus: modulus, publicExponent: exponent, privateExponent: privateExponent,
        prime1: prime1, prime2: prime2, coefficient: coefficient)
    case .dsa(let numbers):
      return .dsa(numbers, x: try reader.readMPInt(atMost: DSAKey.longestPrivateNumber))
    case .ecdsa(let curve, let point):
      return .ecdsa(curve, point: point, scalar: try reader.readMPInt(atMost: curve.byteCount))
    case .ed25519(let key):
      return .ed25519(publicKey: key, seed: try readSeed(&reader, length: 32))
    case .ed448(let key):
      return .ed448(publicKey: key, seed: try readSeed(&reader, length: 57))
    case .securityKeyEd25519, .securityKeyECDSA:
      return nil
    }
  }

  /// The seed is a number to PuTTY, least significant byte first: writers that leave out the zeros
  /// at its end mean the same key.
  private static func readSeed(
    _ reader: inout SSHReader, length: Int
  ) throws(WireError) -> SecretBytes {
    let seed = try reader.readString()
    guard seed.count <= length else {
      throw WireError("a seed of \(seed.count) bytes where \(length) were expected")
    }
    return SecretBytes(count: length) { target in
      for index in 0..<seed.count { target[index] = seed[index] }
    }
  }
}
