internal import CLibCrypto

/// libcrypto itself, in this process.
package enum CryptoLibrary {
  /// For a process that ends soon: lets the system take back what libcrypto holds, all at once.
  ///
  /// By itself libcrypto frees it piece by piece at exit, which takes as long as making a key. To be
  /// called before anything else here.
  package static func leaveCleanupToExit() {
    _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
  }
}
