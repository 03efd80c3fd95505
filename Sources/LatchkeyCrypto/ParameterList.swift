internal import CLibCrypto

/// The named numbers from which libcrypto 3 makes a key: owns one OSSL_PARAM_BLD.
///
/// That builder keeps only the addresses of what it is given, so copies of all of it are owned here.
@safe
struct ParameterList: ~Copyable {
  private let builder: OpaquePointer
  private var numbers: [OpaquePointer] = unsafe []
  private var octets: [UnsafeMutableRawPointer] = unsafe []

  init() throws(CryptoError) {
    guard let builder = unsafe OSSL_PARAM_BLD_new() else {
      throw CryptoError.libcrypto("key parameters")
    }
    unsafe self.builder = builder
  }

  deinit {
    unsafe OSSL_PARAM_BLD_free(builder)
    unsafe numbers.forEach { unsafe BN_clear_free($0) }
    unsafe octets.forEach { unsafe $0.deallocate() }
  }

  /// Adds a number.
  mutating func add(_ name: StaticString, _ number: borrowing BigNumber) throws(CryptoError) {
    guard let copy = unsafe BN_dup(number.pointer) else {
      throw CryptoError.libcrypto("key parameters")
    }
    unsafe numbers.append(copy)
    guard unsafe OSSL_PARAM_BLD_push_BN(builder, name.cName, copy) == 1 else {
      throw CryptoError.libcrypto("key parameters")
    }
  }

  /// Adds a name.
  mutating func add(_ name: StaticString, _ text: StaticString) throws(CryptoError) {
    guard unsafe OSSL_PARAM_BLD_push_utf8_string(builder, name.cName, text.cName, 0) == 1 else {
      throw CryptoError.libcrypto("key parameters")
    }
  }

  /// Adds bytes that are public.
  mutating func add(_ name: StaticString, _ bytes: [UInt8]) throws(CryptoError) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
    unsafe copy.copyMemory(from: bytes, byteCount: bytes.count)
    unsafe octets.append(copy)
    guard unsafe OSSL_PARAM_BLD_push_octet_string(builder, name.cName, copy, bytes.count) == 1
    else { throw CryptoError.libcrypto("key parameters") }
  }

  /// The key of the given type ("RSA", "EC", "DSA"); `isPrivate` says whether its private numbers
  /// are among the parameters.
  func makeKey(_ type: StaticString, isPrivate: Bool) throws(CryptoError) -> AsymmetricKey {
    guard let parameters = unsafe OSSL_PARAM_BLD_to_param(builder) else {
      throw CryptoError.libcrypto("key parameters")
    }
    // Wipes the copies of the numbers that are marked secure: all of ours.
    defer { unsafe OSSL_PARAM_free(parameters) }
    guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, type.cName, nil) else {
      throw CryptoError.libcrypto("making the key", code: .unsupported)
    }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    let selection = isPrivate ? EVP_PKEY_KEYPAIR_SELECTION : EVP_PKEY_PUBLIC_KEY_SELECTION
    guard unsafe EVP_PKEY_fromdata_init(context) == 1,
      unsafe EVP_PKEY_fromdata(context, &key, selection, parameters) == 1,
      let key = unsafe key
    else { throw CryptoError.libcrypto("making the key", code: .invalidKey) }
    return unsafe AsymmetricKey(takingOwnershipOf: key)
  }
}

extension StaticString {
  /// The literal as C wants it: literals end in a NUL and live for ever.
  var cName: UnsafePointer<CChar> {
    unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
