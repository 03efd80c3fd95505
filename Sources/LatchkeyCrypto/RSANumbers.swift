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

    /// The numbers as a file of PKCS #1 has them, not yet checked.
    package init(
      modulus: [UInt8], publicExponent: [UInt8], privateExponent: consuming SecretBytes,
      prime1: consuming SecretBytes, prime2: consuming SecretBytes,
      exponent1: consuming SecretBytes, exponent2: consuming SecretBytes,
      coefficient: consuming SecretBytes
    ) {
      self.modulus = modulus
      self.publicExponent = publicExponent
      self.privateExponent = privateExponent
      self.prime1 = prime1
      self.prime2 = prime2
      self.exponent1 = exponent1
      self.exponent2 = exponent2
      self.coefficient = coefficient
    }

    /// The numbers as OpenSSH's and PuTTY's files have them, without the two exponents that follow
    /// from the others.
    ///
    /// - Throws: `invalidKey` where a prime is 0 or 1, so that nothing follows.
    package init(
      modulus: [UInt8], publicExponent: [UInt8], privateExponent: consuming SecretBytes,
      prime1: consuming SecretBytes, prime2: consuming SecretBytes,
      coefficient: consuming SecretBytes
    ) throws(CryptoError) {
      let exponent1 = try Self.reduce(privateExponent, prime: prime1)
      let exponent2 = try Self.reduce(privateExponent, prime: prime2)
      self.init(
        modulus: modulus, publicExponent: publicExponent, privateExponent: privateExponent,
        prime1: prime1, prime2: prime2, exponent1: exponent1, exponent2: exponent2,
        coefficient: coefficient)
    }

    private static func reduce(
      _ exponent: borrowing SecretBytes, prime: borrowing SecretBytes
    ) throws(CryptoError) -> SecretBytes {
      let prime = try BigNumber(bigEndian: prime)
      guard prime.bitCount > 1 else {
        throw CryptoError(.invalidKey, "an RSA prime is less than 2")
      }
      return try BigNumber(bigEndian: exponent).modulo(prime.minusOne()).bigEndian()
    }
  }
}
