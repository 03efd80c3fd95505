internal import CLibCrypto

/// The hash functions that key formats and fingerprints use.
package enum Digest: String, Hashable, Sendable, CaseIterable {
  case md5, sha1, sha224, sha256, sha384, sha512
  case sha512With224Bits = "sha512-224"
  case sha512With256Bits = "sha512-256"

  /// How many bytes a hash has.
  package var length: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha224, .sha512With224Bits: 28
    case .sha256, .sha512With256Bits: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  // libcrypto's own constant, never to be freed.
  var method: OpaquePointer? {
    switch self {
    case .md5: unsafe EVP_md5()
    case .sha1: unsafe EVP_sha1()
    case .sha224: unsafe EVP_sha224()
    case .sha256: unsafe EVP_sha256()
    case .sha384: unsafe EVP_sha384()
    case .sha512: unsafe EVP_sha512()
    case .sha512With224Bits: unsafe EVP_sha512_224()
    case .sha512With256Bits: unsafe EVP_sha512_256()
    }
  }

  /// The hash of bytes that are public.
  package func hash(_ data: some Collection<UInt8>) throws(CryptoError) -> [UInt8] {
    try hash(secret: SecretBytes(copying: data)).publicBytes()
  }

  /// The hash of secret bytes, itself a secret.
  package func hash(secret data: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
    var hasher = try Hasher(self)
    try hasher.update(data)
    return try hasher.finish()
  }

  /// A hash in the making, for data that comes in pieces.
  @safe
  package struct Hasher: ~Copyable {
    private let context: OpaquePointer
    private let length: Int

    package init(_ digest: Digest) throws(CryptoError) {
      try unsafe self.init(takingOwnershipOf: Self.start(digest), length: digest.length)
    }

    private init(takingOwnershipOf context: OpaquePointer, length: Int) {
      unsafe self.context = context
      self.length = length
    }

    private static func start(_ digest: Digest) throws(CryptoError) -> OpaquePointer {
      guard let context = unsafe EVP_MD_CTX_new() else {
        throw CryptoError.libcrypto(digest.rawValue)
      }
      guard unsafe EVP_DigestInit_ex(context, digest.method, nil) == 1 else {
        unsafe EVP_MD_CTX_free(context)
        throw CryptoError.libcrypto(digest.rawValue, code: .unsupported)
      }
      return unsafe context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds secret bytes.
    package mutating func update(_ data: borrowing SecretBytes) throws(CryptoError) {
      let status = unsafe data.withUnsafeBytes {
        unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
      }
      guard status == 1 else { throw CryptoError.libcrypto("hashing") }
    }

    /// Adds public bytes.
    package mutating func update(_ data: [UInt8]) throws(CryptoError) {
      let status = unsafe data.withUnsafeBytes {
        unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
      }
      guard status == 1 else { throw CryptoError.libcrypto("hashing") }
    }

    /// The hash of everything added.
    package consuming func finish() throws(CryptoError) -> SecretBytes {
      let context = unsafe self.context
      return try SecretBytes(count: length) { (bytes) throws(CryptoError) in
        let status = unsafe bytes.withUnsafeMutableBufferPointer {
          unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
        }
        guard status == 1 else { throw CryptoError.libcrypto("hashing") }
      }
    }
  }
}
