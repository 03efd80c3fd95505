internal import CLibCrypto

/// A non-negative integer of any size: owns one BIGNUM, which is wiped when it is freed.
///
/// Only what checking an RSA or DSA key takes: libcrypto does the arithmetic.
@safe
package struct BigNumber: ~Copyable {
  let pointer: OpaquePointer

  private init(takingOwnershipOf pointer: OpaquePointer) { unsafe self.pointer = pointer }

  deinit { unsafe BN_clear_free(pointer) }

  /// Zero, for libcrypto to write a number to.
  init() throws(CryptoError) {
    guard let number = unsafe BN_secure_new() else { throw CryptoError.libcrypto("big number") }
    unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
    unsafe self.init(takingOwnershipOf: number)
  }

  /// The number that these bytes spell, most significant first.
  package init(bigEndian bytes: borrowing SecretBytes) throws(CryptoError) {
    let number = unsafe bytes.withUnsafeBytes {
      // "Secure" marks what is made of it as a secret too: OSSL_PARAM_free wipes only such numbers.
      unsafe BN_bin2bn(
        $0.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32($0.count), BN_secure_new())
    }
    guard let number = unsafe number else { throw CryptoError.libcrypto("big number") }
    unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
    unsafe self.init(takingOwnershipOf: number)
  }

  /// The number that these public bytes spell, most significant first.
  package init(bigEndian bytes: [UInt8]) throws(CryptoError) {
    try self.init(bigEndian: SecretBytes(copying: bytes))
  }

  /// How many bits the number has without leading zeros.
  package var bitCount: Int { unsafe Int(BN_num_bits(pointer)) }

  /// Whether the number is odd.
  package var isOdd: Bool { unsafe BN_is_odd(pointer) == 1 }

  /// Whether the number is one.
  package var isOne: Bool { unsafe BN_is_one(pointer) == 1 }

  /// Whether both are the same number.
  package func equals(_ other: borrowing BigNumber) -> Bool {
    unsafe BN_cmp(pointer, other.pointer) == 0
  }

  /// Whether this is the smaller number.
  package func isLess(than other: borrowing BigNumber) -> Bool {
    unsafe BN_cmp(pointer, other.pointer) < 0
  }

  /// The number's bytes, most significant first, without leading zeros (zero has none).
  package func bigEndian() -> SecretBytes {
    SecretBytes(count: (bitCount + 7) / 8) { bytes in
      unsafe bytes.withUnsafeMutableBufferPointer {
        _ = unsafe BN_bn2bin(pointer, $0.baseAddress)
      }
    }
  }

  /// The number less one. It must not be zero.
  package func minusOne() throws(CryptoError) -> BigNumber {
    guard let copy = unsafe BN_dup(pointer) else { throw CryptoError.libcrypto("big number") }
    unsafe BN_set_flags(copy, BN_FLG_CONSTTIME)
    let result = unsafe BigNumber(takingOwnershipOf: copy)
    guard unsafe BN_sub_word(result.pointer, 1) == 1 else {
      throw CryptoError.libcrypto("big number")
    }
    return result
  }

  /// The product of both.
  package func times(_ other: borrowing BigNumber) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_mul(result, pointer, other.pointer, scratch)
    }
  }

  /// Half of the number, rounded down.
  package func halved() throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, _) in unsafe BN_rshift1(result, pointer) }
  }

  /// How often `divisor`, which is not zero, goes into the number.
  package func divided(by divisor: borrowing BigNumber) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_div(result, nil, pointer, divisor.pointer, scratch)
    }
  }

  /// The greatest number that divides both.
  package func commonDivisor(_ other: borrowing BigNumber) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_gcd(result, pointer, other.pointer, scratch)
    }
  }

  /// The remainder on division by `modulus`.
  package func modulo(_ modulus: borrowing BigNumber) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_div(nil, result, pointer, modulus.pointer, scratch)
    }
  }

  /// The product of both, modulo `modulus`.
  package func times(
    _ other: borrowing BigNumber, modulo modulus: borrowing BigNumber
  ) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_mod_mul(result, pointer, other.pointer, modulus.pointer, scratch)
    }
  }

  /// The number whose product with this one is 1 modulo `modulus`; an error where there is none.
  package func inverse(modulo modulus: borrowing BigNumber) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_mod_inverse(result, pointer, modulus.pointer, scratch) == nil ? 0 : 1
    }
  }

  /// This number to the power of `exponent`, modulo an odd `modulus`, in constant time.
  package func power(
    _ exponent: borrowing BigNumber, modulo modulus: borrowing BigNumber
  ) throws(CryptoError) -> BigNumber {
    try unsafe Self.compute { (result, scratch) in
      unsafe BN_mod_exp(result, pointer, exponent.pointer, modulus.pointer, scratch)
    }
  }

  private static func compute(
    _ operation: (OpaquePointer, OpaquePointer) -> Int32
  ) throws(CryptoError) -> BigNumber {
    let result = try BigNumber()
    guard let scratch = unsafe BN_CTX_secure_new() else {
      throw CryptoError.libcrypto("big number")
    }
    defer { unsafe BN_CTX_free(scratch) }
    guard unsafe operation(result.pointer, scratch) == 1 else {
      throw CryptoError.libcrypto("big number", code: .invalidKey)
    }
    return result
  }
}
