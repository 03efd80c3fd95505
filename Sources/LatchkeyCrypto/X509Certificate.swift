internal import CLibCrypto

/// An X.509 certificate inside libcrypto: owns one X509. Never changed after it is made, so it may be
/// shared between threads.
@safe
package final class X509Certificate: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(takingOwnershipOf pointer: OpaquePointer) { unsafe self.pointer = pointer }

  deinit { unsafe X509_free(pointer) }

  /// Lends the pointer to the other files of this module.
  @unsafe
  func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    unsafe body(pointer)
  }

  /// The certificate as DER (RFC 5280 §4.1).
  package func der() throws(CryptoError) -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    let length = unsafe i2d_X509(pointer, &encoded)
    guard length > 0, let encoded = unsafe encoded else {
      throw CryptoError.libcrypto("encoding a certificate")
    }
    defer { unsafe CRYPTO_free(encoded, nil, 0) }
    return unsafe Array(UnsafeBufferPointer(start: encoded, count: Int(length)))
  }
}
