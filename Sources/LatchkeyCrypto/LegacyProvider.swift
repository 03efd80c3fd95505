internal import CLibCrypto

/// The ciphers of the past, which libcrypto 3 keeps in a module of its own and loads for those who
/// ask: old key files are read with them, nothing is written.
enum LegacyProvider {
  /// A library context with these ciphers alone, so that nobody else gets one of them by accident;
  /// `nil` where the module is not installed. It lives as long as the process.
  nonisolated(unsafe) static let context: OpaquePointer? = {
    guard let context = unsafe OSSL_LIB_CTX_new() else { return nil }
    if unsafe OSSL_PROVIDER_load(context, "legacy") != nil { return unsafe context }
    ERR_clear_error()
    unsafe OSSL_LIB_CTX_free(context)
    return nil
  }()
}
