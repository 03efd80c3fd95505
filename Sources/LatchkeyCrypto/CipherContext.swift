internal import CLibCrypto

/// Owns one EVP_CIPHER_CTX, which libcrypto wipes when it frees it.
@safe
struct CipherContext: ~Copyable {
  private let context: OpaquePointer
  private let name: String

  init(
    _ cipher: SymmetricCipher, key: borrowing SecretBytes, iv: borrowing SecretBytes,
    encrypting: Bool
  ) throws(CryptoError) {
    let context = try unsafe Self.start(cipher, key: key, iv: iv, encrypting: encrypting)
    unsafe self.init(takingOwnershipOf: context, name: cipher.rawValue)
  }

  private init(takingOwnershipOf context: OpaquePointer, name: String) {
    unsafe self.context = context
    self.name = name
  }

  deinit { unsafe EVP_CIPHER_CTX_free(context) }

  private static func start(
    _ cipher: SymmetricCipher, key: borrowing SecretBytes, iv: borrowing SecretBytes,
    encrypting: Bool
  ) throws(CryptoError) -> OpaquePointer {
    let library = unsafe cipher.isLegacy ? LegacyProvider.context : nil
    if cipher.isLegacy, unsafe library == nil {
      throw CryptoError(
        .unsupported,
        """
        \(cipher.rawValue) is in OpenSSL's legacy provider, which is not installed here \
        (legacy.so among OpenSSL's modules)
        """)
    }
    guard let method = unsafe EVP_CIPHER_fetch(library, cipher.rawValue, nil) else {
      throw CryptoError.libcrypto(cipher.rawValue, code: .unsupported)
    }
    // The context keeps a reference of its own.
    defer { unsafe EVP_CIPHER_free(method) }
    guard let context = unsafe EVP_CIPHER_CTX_new() else {
      throw CryptoError.libcrypto(cipher.rawValue)
    }
    let status = unsafe key.withUnsafeBytes { key in
      unsafe iv.withUnsafeBytes { iv in
        unsafe EVP_CipherInit_ex(
          context, method, nil, key.baseAddress?.assumingMemoryBound(to: UInt8.self),
          iv.baseAddress?.assumingMemoryBound(to: UInt8.self), encrypting ? 1 : 0)
      }
    }
    guard status == 1, unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1 else {
      unsafe EVP_CIPHER_CTX_free(context)
      throw CryptoError.libcrypto(cipher.rawValue)
    }
    return unsafe context
  }

  /// Puts the first `count` bytes of `data` through the cipher, to the start of `output`.
  func update(
    _ data: borrowing SecretBytes, count: Int, into output: inout MutableSpan<UInt8>
  ) throws(CryptoError) {
    var written: Int32 = 0
    let status = unsafe data.withUnsafeBytes { data in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe EVP_CipherUpdate(
          context, output.baseAddress, &written,
          data.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(count))
      }
    }
    guard status == 1, written == count else { throw CryptoError.libcrypto(name) }
  }

  /// Ends the run; for an authenticated cipher this is where a wrong tag shows.
  func finish() throws(CryptoError) {
    // Nothing is left to write without padding; libcrypto wants a place for a block all the same.
    var rest = [UInt8](repeating: 0, count: 32)
    var written: Int32 = 0
    let status = unsafe EVP_CipherFinal_ex(context, &rest, &written)
    guard status == 1 else {
      throw CryptoError.libcrypto(name, code: .authenticationFailed)
    }
  }

  /// Sets the tag that decryption has to find.
  func expectTag(_ tag: consuming SecretBytes) throws(CryptoError) {
    let status = unsafe tag.withUnsafeBytes {
      unsafe EVP_CIPHER_CTX_ctrl(
        context, EVP_CTRL_AEAD_SET_TAG, Int32($0.count),
        UnsafeMutableRawPointer(mutating: $0.baseAddress))
    }
    guard status == 1 else { throw CryptoError.libcrypto(name) }
  }

  /// Writes the tag of what was encrypted to `output`, from `offset` on.
  func readTag(
    _ length: Int, into output: inout MutableSpan<UInt8>, at offset: Int
  ) throws(CryptoError) {
    let status = unsafe output.withUnsafeMutableBufferPointer {
      unsafe EVP_CIPHER_CTX_ctrl(
        context, EVP_CTRL_AEAD_GET_TAG, Int32(length), $0.baseAddress.map { unsafe $0 + offset })
    }
    guard status == 1 else { throw CryptoError.libcrypto(name) }
  }
}
