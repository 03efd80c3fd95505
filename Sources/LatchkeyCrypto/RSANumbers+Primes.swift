extension AsymmetricKey.RSANumbers {
  /// The numbers of a key of which only n, e and d are known: the primes follow from them (NIST SP
  /// 800-56B appendix C.2, with small primes for its random numbers).
  ///
  /// - Throws: `invalidKey` where d does not belong to n and e, or n is no product of two primes;
  ///   `unsupported` above `longestWithoutPrimes`.
  package init(
    modulus: [UInt8], publicExponent: [UInt8], privateExponent: consuming SecretBytes
  ) throws(CryptoError) {
    guard modulus.count <= Self.longestWithoutPrimes, privateExponent.count <= modulus.count,
      publicExponent.count <= modulus.count
    else {
      throw CryptoError(
        .unsupported,
        "an RSA key without its primes is read up to \(Self.longestWithoutPrimes * 8) bits")
    }
    let n = try BigNumber(bigEndian: modulus)
    let p = try Self.prime(
      of: n, e: try BigNumber(bigEndian: publicExponent),
      d: try BigNumber(bigEndian: privateExponent))
    let q = try n.divided(by: p)
    let coefficient = try q.inverse(modulo: p)
    try self.init(
      modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
      prime1: p.bigEndian(), prime2: q.bigEndian(), coefficient: coefficient.bigEndian())
  }

  /// Bytes of n: looking for the primes of a larger one would take its reader's time.
  private static let longestWithoutPrimes = 4096 / 8

  /// Each finds the primes with a chance of one half at least.
  private static let bases: [UInt8] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131,
  ]

  /// Raising to e·d changes nothing modulo n, so raising to e·d − 1 gives 1. Of what is squared
  /// last before that 1 comes, other than ±1, one of the primes divides the predecessor.
  private static func prime(
    of n: borrowing BigNumber, e: borrowing BigNumber, d: borrowing BigNumber
  ) throws(CryptoError) -> BigNumber {
    let nLess = try n.minusOne()
    let wrong = CryptoError(
      .invalidKey, "the RSA private exponent does not belong to the public key")
    guard n.isOdd, e.isOdd, d.isOdd, e.bitCount > 1, d.bitCount > 1 else { throw wrong }
    var odd = try e.times(d).minusOne()
    var squarings = 0
    while !odd.isOdd {
      odd = try odd.halved()
      squarings += 1
    }
    for base in bases {
      var root = try BigNumber(bigEndian: [base]).power(odd, modulo: n)
      var isOne = root.isOne
      for _ in 0..<squarings where !isOne && !root.equals(nLess) {
        let square = try root.times(root, modulo: n)
        isOne = square.isOne
        if isOne { return try larger(of: root.minusOne().commonDivisor(n), n) }
        root = square
      }
      guard isOne || root.equals(nLess) else { throw wrong }
    }
    throw CryptoError(.invalidKey, "the RSA modulus is not the product of two primes")
  }

  /// The larger of a divisor and what is left of n, as writers have p before q.
  private static func larger(
    of divisor: consuming BigNumber, _ n: borrowing BigNumber
  ) throws(CryptoError) -> BigNumber {
    let other = try n.divided(by: divisor)
    return other.isLess(than: divisor) ? divisor : other
  }
}
