internal import CLibCrypto
internal import Synchronization

/// Makes keys of one curve, many of them at small cost.
///
/// libcrypto looks through all algorithms that it knows to set up a context (EVP_PKEY_CTX), and does
/// so for each key in EVP_PKEY_new_raw_private_key. Here contexts are kept, one for each thread that
/// makes keys at the same time; they hold nothing of a key.
final class EdwardsKeyMaker: Sendable {
  private static let ed25519 = EdwardsKeyMaker(.ed25519)
  private static let ed448 = EdwardsKeyMaker(.ed448)

  static func of(_ curve: AsymmetricKey.EdwardsCurve) -> EdwardsKeyMaker {
    curve == .ed25519 ? ed25519 : ed448
  }

  /// One EVP_PKEY_CTX, which one thread uses at a time; kept until the process ends.
  @safe
  private struct Context: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// OSSL_PKEY_PARAM_PRIV_KEY, as a literal: a parameter keeps the address of its name.
  private static let seedName: StaticString = "priv"

  private let curve: AsymmetricKey.EdwardsCurve
  /// The contexts that no thread is using.
  private let idle = Mutex<[Context]>([])

  private init(_ curve: AsymmetricKey.EdwardsCurve) { self.curve = curve }

  /// The key of a seed, which the caller owns; nil where libcrypto refuses it.
  @unsafe
  func makeKey(_ seed: borrowing SecretBytes) throws(CryptoError) -> OpaquePointer? {
    let kept = idle.withLock { $0.popLast() }
    let context = if let kept { kept } else { try newContext() }
    defer { idle.withLock { $0.append(context) } }
    var key: OpaquePointer?
    let isMade = unsafe seed.withUnsafeBytes { bytes in
      var parameters = unsafe [
        OSSL_PARAM_construct_octet_string(
          EdwardsKeyMaker.seedName.cName, UnsafeMutableRawPointer(mutating: bytes.baseAddress),
          bytes.count),
        OSSL_PARAM_construct_end(),
      ]
      return unsafe EVP_PKEY_fromdata(
        context.pointer, &key, EVP_PKEY_KEYPAIR_SELECTION, &parameters) == 1
    }
    return isMade ? unsafe key : nil
  }

  private func newContext() throws(CryptoError) -> Context {
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, curve.name.cName, nil) else {
      throw CryptoError.libcrypto("making the key", code: .unsupported)
    }
    guard unsafe EVP_PKEY_fromdata_init(context) == 1 else {
      unsafe EVP_PKEY_CTX_free(context)
      throw CryptoError.libcrypto("making the key", code: .unsupported)
    }
    return unsafe Context(pointer: context)
  }
}
