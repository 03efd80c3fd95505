internal import CLibCrypto

extension AsymmetricKey {
  /// The public numbers of a DSA key (FIPS 186-4 §4.1), big-endian, without leading zeros.
  package struct DSANumbers: Hashable, Sendable {
    /// The prime modulus.
    package let p: [UInt8]
    /// The order of the generator.
    package let q: [UInt8]
    /// The generator.
    package let g: [UInt8]
    /// The public key, g^x mod p.
    package let y: [UInt8]

    package init(p: [UInt8], q: [UInt8], g: [UInt8], y: [UInt8]) {
      self.p = p
      self.q = q
      self.g = g
      self.y = y
    }
  }

  /// The public half alone.
  package static func dsa(_ numbers: DSANumbers) throws(CryptoError) -> AsymmetricKey {
    try dsa(numbers, privateKey: nil)
  }

  /// The key pair of the public numbers and x, after checking that they belong together.
  package static func dsa(
    _ numbers: DSANumbers, x: borrowing SecretBytes
  ) throws(CryptoError) -> AsymmetricKey {
    let x = try BigNumber(bigEndian: x)
    let p = try BigNumber(bigEndian: numbers.p)
    let power = try BigNumber(bigEndian: numbers.g).power(x, modulo: p)
    guard try power.equals(BigNumber(bigEndian: numbers.y)) else {
      throw CryptoError(.invalidKey, "the DSA private key does not belong to the public one")
    }
    return try dsa(numbers, privateKey: x)
  }

  private static func dsa(
    _ numbers: DSANumbers, privateKey x: consuming BigNumber?
  ) throws(CryptoError) -> AsymmetricKey {
    let p = try BigNumber(bigEndian: numbers.p)
    let q = try BigNumber(bigEndian: numbers.q)
    let g = try BigNumber(bigEndian: numbers.g)
    let y = try BigNumber(bigEndian: numbers.y)
    var parameters = try ParameterList()
    try parameters.add("p", p)
    try parameters.add("q", q)
    try parameters.add("g", g)
    try parameters.add("pub", y)
    guard let x else { return try parameters.makeKey("DSA", isPrivate: false) }
    try parameters.add("priv", x)
    return try parameters.makeKey("DSA", isPrivate: true)
  }

  /// The private number x, big-endian, without leading zeros.
  package func dsaPrivateNumber() throws(CryptoError) -> SecretBytes { try number("priv") }
}
