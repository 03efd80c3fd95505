package import LatchkeyCrypto

/// Puts SSH's data types (RFC 4251 §5) one after the other into bytes that it owns and wipes, also
/// when it has to move to a larger buffer.
package struct SSHWriter: ~Copyable {
  private var buffer: SecretBytes
  /// How many bytes have been written.
  package private(set) var count = 0

  /// A writer with room for `capacity` bytes; it grows where that is not enough.
  package init(capacity: Int = 256) {
    buffer = SecretBytes(count: max(capacity, 16)) { _ in }
  }

  /// Appends a byte.
  package mutating func append(byte: UInt8) {
    reserve(1)
    buffer.withMutableSpan { $0[count] = byte }
    count += 1
  }

  /// Appends four bytes, most significant first.
  package mutating func append(uint32 number: UInt32) {
    reserve(4)
    buffer.withMutableSpan { bytes in
      for index in 0..<4 {
        bytes[count + index] = UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32(index)))
      }
    }
    count += 4
  }

  /// Appends bytes as they are.
  package mutating func append(raw bytes: [UInt8]) {
    write(bytes.span)
  }

  /// Appends secret bytes as they are.
  package mutating func append(raw bytes: borrowing SecretBytes) {
    bytes.withSpan { write($0) }
  }

  /// Appends a string: its length, then its bytes.
  package mutating func append(string bytes: [UInt8]) {
    append(uint32: UInt32(bytes.count))
    write(bytes.span)
  }

  /// Appends a name as a string.
  package mutating func append(string text: String) {
    append(string: Array(text.utf8))
  }

  /// Appends secret bytes as a string.
  package mutating func append(string bytes: borrowing SecretBytes) {
    append(uint32: UInt32(bytes.count))
    bytes.withSpan { write($0) }
  }

  /// Appends the mpint of a magnitude (big-endian, leading zeros allowed).
  package mutating func append(mpint magnitude: [UInt8]) {
    append(mpint: magnitude.span)
  }

  /// Appends the mpint of a secret magnitude (big-endian, leading zeros allowed).
  package mutating func append(mpint magnitude: borrowing SecretBytes) {
    magnitude.withSpan { append(mpint: $0) }
  }

  private mutating func append(mpint magnitude: Span<UInt8>) {
    var start = 0
    while start < magnitude.count, magnitude[start] == 0 { start += 1 }
    let needsZero = start < magnitude.count && magnitude[start] & 0x80 != 0
    append(uint32: UInt32(magnitude.count - start + (needsZero ? 1 : 0)))
    if needsZero { append(byte: 0) }
    write(magnitude.extracting(start..<magnitude.count))
  }

  /// What was written.
  package consuming func finish() -> SecretBytes {
    buffer.slice(0..<count)
  }

  /// What was written, where all of it is public.
  package consuming func finishPublic() -> [UInt8] {
    buffer.publicBytes(0..<count)
  }

  private mutating func write(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    buffer.overwrite(from: count, with: bytes)
    count += bytes.count
  }

  /// Makes room for so many more bytes.
  private mutating func reserve(_ more: Int) {
    let end = count + more
    guard end > buffer.count else { return }
    var larger = SecretBytes(count: max(end, 2 * buffer.count)) { _ in }
    larger.overwrite(from: 0, with: buffer)
    buffer = larger
  }
}
