internal import CLibCrypto

/// Bytes that must not outlive their use: a private key, a passphrase, what either is derived from.
///
/// The bytes live in one heap allocation that only this value owns. They are overwritten with zeros
/// before that memory is given back, whichever way the value ends, an error thrown half-way through
/// its construction included. There is no `description`, and no conversion to `[UInt8]` or `String`:
/// a secret leaves only through a closure that can be read in review.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
  // Unique ownership: whoever may change the bytes is the only one who can see them.
  private let base: UnsafeMutableRawPointer

  /// How many bytes there are.
  public let count: Int

  /// Bytes that `fill` writes into a buffer of zeros.
  ///
  /// - Parameters:
  ///   - count: how many bytes; at least 0.
  ///   - fill: writes the content. An error that it throws is passed on after the buffer is wiped.
  public init<Failure: Error>(
    count: Int, fill: (inout MutableSpan<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(count >= 0, "a negative number of bytes")
    let base = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 16)
    unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    unsafe self.base = base
    self.count = count
    // Every stored property is set: from here on a throw runs `deinit`, which wipes and frees.
    let bytes = unsafe UnsafeMutableBufferPointer(
      start: base.assumingMemoryBound(to: UInt8.self), count: count)
    var span = unsafe MutableSpan(_unsafeElements: bytes)
    try fill(&span)
  }

  /// A copy of the bytes of `span`.
  public init(_ span: Span<UInt8>) {
    self.init(count: span.count) { _ in }
    overwrite(from: 0, with: span)
  }

  /// A copy of `bytes`. The original is the caller's to wipe: use this for what is public, or in
  /// tests.
  public init(copying bytes: some Collection<UInt8>) {
    self.init(count: bytes.count) { target in
      // What lies in one piece, an array above all, is copied as one.
      let isCopied: Void? = bytes.withContiguousStorageIfAvailable { source in
        unsafe target.withUnsafeMutableBufferPointer {
          _ = unsafe $0.update(fromContentsOf: source)
        }
      }
      guard isCopied == nil else { return }
      var index = 0
      for byte in bytes {
        target[index] = byte
        index += 1
      }
    }
  }

  deinit {
    unsafe OPENSSL_cleanse(base, count)
    unsafe base.deallocate()
  }

  /// Whether there are no bytes.
  public var isEmpty: Bool { count == 0 }

  /// The byte at `index`, which must lie in `0..<count`.
  public subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "index out of range")
    return unsafe base.load(fromByteOffset: index, as: UInt8.self)
  }

  /// Calls `body` with the bytes; they must not leave it.
  public func withSpan<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe UnsafeBufferPointer(
      start: base.assumingMemoryBound(to: UInt8.self), count: count)
    return try body(unsafe Span(_unsafeElements: bytes))
  }

  /// Calls `body` with the address of the bytes, for C; the pointer must not leave it. Never nil,
  /// even when there are no bytes.
  @unsafe
  public func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Another buffer with the same bytes.
  public func copy() -> SecretBytes { slice(0..<count) }

  /// Another buffer with the bytes of `range`, which must lie in `0..<count`.
  public func slice(_ range: Range<Int>) -> SecretBytes {
    withSpan { span in SecretBytes(span.extracting(range)) }
  }

  /// The bytes again and again, until there are `length` of them.
  package func cycled(to length: Int) -> SecretBytes {
    withSpan { span in
      SecretBytes(count: length) { target in
        for index in 0..<length { target[index] = span[index % span.count] }
      }
    }
  }

  /// The bytes as an ordinary array: only for what is public, a modulus read out of a key for
  /// example.
  package func publicBytes() -> [UInt8] {
    publicBytes(0..<count)
  }

  /// The bytes of `range`, which must lie in `0..<count`, as an ordinary array: only for what is
  /// public.
  package func publicBytes(_ range: Range<Int>) -> [UInt8] {
    withSpan { span in
      unsafe span.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }
  }

  /// Calls `body` with the bytes, to change them in place; they must not leave it.
  package mutating func withMutableSpan<Result: ~Copyable, Failure: Error>(
    _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe UnsafeMutableBufferPointer(
      start: base.assumingMemoryBound(to: UInt8.self), count: count)
    var span = unsafe MutableSpan(_unsafeElements: bytes)
    return try body(&span)
  }

  /// Replaces the bytes from `start` on by those of `bytes`, which must fit.
  package mutating func overwrite(from start: Int, with bytes: borrowing SecretBytes) {
    bytes.withSpan { overwrite(from: start, with: $0) }
  }

  /// Replaces the bytes from `start` on by those of `bytes`, which must fit.
  package mutating func overwrite(from start: Int, with bytes: Span<UInt8>) {
    precondition(start >= 0 && start + bytes.count <= count, "out of range")
    unsafe bytes.withUnsafeBytes { source in
      guard let first = source.baseAddress else { return }
      unsafe base.advanced(by: start).copyMemory(from: first, byteCount: source.count)
    }
  }

  /// Whether both hold the same bytes, found out in a time that depends on their lengths alone.
  public func constantTimeEquals(_ other: borrowing SecretBytes) -> Bool {
    guard count == other.count else { return false }
    return unsafe CRYPTO_memcmp(base, other.base, count) == 0
  }

  /// Whether these are the given bytes, found out in a time that depends on the lengths alone.
  public func constantTimeEquals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return unsafe other.withUnsafeBytes { unsafe CRYPTO_memcmp(base, $0.baseAddress, count) } == 0
  }
}
