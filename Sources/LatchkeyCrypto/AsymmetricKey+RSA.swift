internal import CLibCrypto

extension AsymmetricKey {
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
  /// That the primes are prime is not checked: it takes long, and a number that is not would make a
  /// key that opens nothing.
  ///
  /// - Throws: `invalidKey` saying which relation does not hold.
  package static func rsa(_ numbers: borrowing RSANumbers) throws(CryptoError) -> AsymmetricKey {
    let n = try BigNumber(bigEndian: numbers.modulus)
    let e = try BigNumber(bigEndian: numbers.publicExponent)
    let d = try BigNumber(bigEndian: numbers.privateExponent)
    let p = try BigNumber(bigEndian: numbers.prime1)
    let q = try BigNumber(bigEndian: numbers.prime2)
    let dp = try BigNumber(bigEndian: numbers.exponent1)
    let dq = try BigNumber(bigEndian: numbers.exponent2)
    let qInverse = try BigNumber(bigEndian: numbers.coefficient)
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
    guard try d.modulo(pLess).equals(dp), try d.modulo(qLess).equals(dq) else {
      throw CryptoError(.invalidKey, "an RSA exponent does not belong to its prime")
    }
    let coefficient = try coefficient(qInverse, p, q)
    var parameters = try ParameterList()
    try parameters.add("n", n)
    try parameters.add("e", e)
    try parameters.add("d", d)
    try parameters.add("rsa-factor1", p)
    try parameters.add("rsa-factor2", q)
    try parameters.add("rsa-exponent1", dp)
    try parameters.add("rsa-exponent2", dq)
    try parameters.add("rsa-coefficient1", coefficient)
    return try parameters.makeKey("RSA", isPrivate: true)
  }

  /// The inverse of q modulo p. Writers with the opposite order of the primes (libgcrypt's, Erlang's
  /// once) give that of p modulo q: it is taken as what it is, and the right one computed.
  private static func coefficient(
    _ given: consuming BigNumber, _ p: borrowing BigNumber, _ q: borrowing BigNumber
  ) throws(CryptoError) -> BigNumber {
    if given.isLess(than: p), try given.times(q, modulo: p).isOne { return given }
    guard given.isLess(than: q), try given.times(p, modulo: q).isOne else {
      throw CryptoError(.invalidKey, "the RSA coefficient is not the inverse of the second prime")
    }
    return try q.inverse(modulo: p)
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
