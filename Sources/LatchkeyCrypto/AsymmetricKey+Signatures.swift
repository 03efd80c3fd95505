internal import CLibCrypto

extension AsymmetricKey {
  /// The two numbers of an ECDSA or DSA signature, big-endian, without leading zeros.
  package struct SignatureNumbers: Hashable, Sendable {
    package let r: [UInt8]
    package let s: [UInt8]

    package init(r: [UInt8], s: [UInt8]) {
      self.r = r
      self.s = s
    }
  }

  /// Signs with an ECDSA or DSA key.
  package func signNumbers(
    over data: [UInt8], digest: Digest
  ) throws(CryptoError) -> SignatureNumbers {
    let encoded = try sign(data, digest: digest)
    // Both kinds have the same DER: SEQUENCE { INTEGER r, INTEGER s }.
    let decoded = unsafe encoded.withUnsafeBufferPointer { bytes in
      var position = bytes.baseAddress
      return unsafe d2i_ECDSA_SIG(nil, &position, bytes.count)
    }
    guard let signature = unsafe decoded else { throw CryptoError.libcrypto("signing") }
    defer { unsafe ECDSA_SIG_free(signature) }
    return unsafe SignatureNumbers(
      r: Self.bytes(ECDSA_SIG_get0_r(signature)), s: Self.bytes(ECDSA_SIG_get0_s(signature)))
  }

  /// Whether this ECDSA or DSA signature of `data` is this key's.
  package func verifies(
    _ numbers: SignatureNumbers, of data: [UInt8], digest: Digest
  ) -> Bool {
    guard let signature = unsafe ECDSA_SIG_new() else { return false }
    defer { unsafe ECDSA_SIG_free(signature) }
    guard let r = unsafe BN_bin2bn(numbers.r, Int32(numbers.r.count), nil) else { return false }
    guard let s = unsafe BN_bin2bn(numbers.s, Int32(numbers.s.count), nil) else {
      unsafe BN_free(r)
      return false
    }
    // Takes both numbers over.
    guard unsafe ECDSA_SIG_set0(signature, r, s) == 1 else {
      unsafe BN_free(r)
      unsafe BN_free(s)
      return false
    }
    let length = unsafe Int(i2d_ECDSA_SIG(signature, nil))
    guard length > 0 else { return false }
    var encoded = [UInt8](repeating: 0, count: length)
    unsafe encoded.withUnsafeMutableBufferPointer { bytes in
      var position = bytes.baseAddress
      _ = unsafe i2d_ECDSA_SIG(signature, &position)
    }
    return verifies(encoded, of: data, digest: digest)
  }

  private static func bytes(_ number: OpaquePointer?) -> [UInt8] {
    var bytes = unsafe [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
    _ = unsafe BN_bn2bin(number, &bytes)
    return bytes
  }
}
