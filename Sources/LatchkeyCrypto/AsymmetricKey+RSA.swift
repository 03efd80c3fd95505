internal import CLibCrypto

extension AsymmetricKey {
  /// The numbers of an RSA private key (RFC 8017 §3.2), big-endian, without leading zeros.
  package struct RSANumbers: ~Copyable {
    /// n.
    package let modulus: [UInt8]
    /// e.
    package let publicExponent: [UInt8]
    /// d.
    package let privateExponent: SecretBytes
    /// p.
    package let prime1: SecretBytes
    /// q.
    package let prime2: SecretBytes
    /// d mod (p − 1).
    package let exponent1: SecretBytes
    /// d mod (q − 1).
    package let exponent2: SecretBytes
    /// q⁻¹ mod p.
    package let coefficient: SecretBytes
  }

  /// A new key pair with the public exponent 65537.
  package static func generateRSA(bits: Int) throws(CryptoError) -> AsymmetricKey {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else {
      throw CryptoError.libcrypto("RSA key generation")
    }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard unsafe EVP_PKEY_keygen_init(context) == 1,
      unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1,
      unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key
    else { throw CryptoError.libcrypto("RSA key generation") }
    return unsafe AsymmetricKey(takingOwnershipOf: key)
  }

  /// The public half alone.
  package static func rsa(
    modulus: [UInt8], publicExponent: [UInt8]
  ) throws(CryptoError) -> AsymmetricKey {
    let n = try BigNumber(bigEndian: modulus)
    let e = try BigNumber(bigEndian: publicExponent)
    var parameters = try ParameterList()
    try parameters.add("n", n)
    try parameters.add("e", e)
    return try parameters.makeKey("RSA", isPrivate: false)
  }

  /// The key pair of these numbers, after checking that they belong together.
  ///
  /// - Parameters:
  ///   - coefficient: q⁻¹ mod p as the file gives it; checked. d mod (p − 1) and d mod (q − 1),
  ///     which not every format holds, are computed.
  /// - Throws: `invalidKey` saying which relation does not hold.
  package static func rsa(
    modulus: [UInt8], publicExponent: [UInt8], privateExponent: borrowing SecretBytes,
    prime1: borrowing SecretBytes, prime2: borrowing SecretBytes,
    coefficient: borrowing SecretBytes
  ) throws(CryptoError) -> AsymmetricKey {
    let n = try BigNumber(bigEndian: modulus)
    let e = try BigNumber(bigEndian: publicExponent)
    let d = try BigNumber(bigEndian: privateExponent)
    let p = try BigNumber(bigEndian: prime1)
    let q = try BigNumber(bigEndian: prime2)
    let qInverse = try BigNumber(bigEndian: coefficient)
    guard p.isOdd, q.isOdd, p.bitCount > 1, q.bitCount > 1, try p.times(q).equals(n) else {
      throw CryptoError(.invalidKey, "the RSA modulus is not the product of the two primes")
    }
    let pLess = try p.minusOne()
    let qLess = try q.minusOne()
    guard d.isLess(than: n), try e.times(d, modulo: pLess).isOne,
      try e.times(d, modulo: qLess).isOne
    else {
      throw CryptoError(.invalidKey, "the RSA private exponent does not belong to the public one")
    }
    guard qInverse.isLess(than: p), try qInverse.times(q, modulo: p).isOne else {
      throw CryptoError(.invalidKey, "the RSA coefficient is not the inverse of the second prime")
    }
    let dp = try d.modulo(pLess)
    let dq = try d.modulo(qLess)
    var parameters = try ParameterList()
    try parameters.add("n", n)
    try parameters.add("e", e)
    try parameters.add("d", d)
    try parameters.add("rsa-factor1", p)
    try parameters.add("rsa-factor2", q)
    try parameters.add("rsa-exponent1", dp)
    try parameters.add("rsa-exponent2", dq)
    try parameters.add("rsa-coefficient1", qInverse)
    return try parameters.makeKey("RSA", isPrivate: true)
  }

  /// The modulus and the public exponent, big-endian, without leading zeros.
  package func rsaPublicNumbers() throws(CryptoError) -> (modulus: [UInt8], exponent: [UInt8]) {
    (try number("n").publicBytes(), try number("e").publicBytes())
  }

  /// All the numbers of an RSA private key.
  package func rsaNumbers() throws(CryptoError) -> RSANumbers {
    RSANumbers(
      modulus: try number("n").publicBytes(), publicExponent: try number("e").publicBytes(),
      privateExponent: try number("d"), prime1: try number("rsa-factor1"),
      prime2: try number("rsa-factor2"), exponent1: try number("rsa-exponent1"),
      exponent2: try number("rsa-exponent2"), coefficient: try number("rsa-coefficient1"))
  }
}
