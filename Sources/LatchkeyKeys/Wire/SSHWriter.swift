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
    write([byte])
  }

  /// Appends four bytes, most significant first.
  package mutating func append(uint32 number: UInt32) {
    write([
      UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255),
    ])
  }

  /// Appends bytes as they are.
  package mutating func append(raw bytes: [UInt8]) {
    write(bytes)
  }

  /// Appends secret bytes as they are.
  package mutating func append(raw bytes: borrowing SecretBytes) {
    write(bytes)
  }

  /// Appends a string: its length, then its bytes.
  package mutating func append(string bytes: [UInt8]) {
    append(uint32: UInt32(bytes.count))
    write(bytes)
  }

  /// Appends a name as a string.
  package mutating func append(string text: String) {
    append(string: Array(text.utf8))
  }

  /// Appends secret bytes as a string.
  package mutating func append(string bytes: borrowing SecretBytes) {
    append(uint32: UInt32(bytes.count))
    write(bytes)
  }

  /// Appends the mpint of a magnitude (big-endian, leading zeros allowed).
  package mutating func append(mpint magnitude: [UInt8]) {
    append(mpint: SecretBytes(copying: magnitude))
  }

  /// Appends the mpint of a secret magnitude (big-endian, leading zeros allowed).
  package mutating func append(mpint magnitude: borrowing SecretBytes) {
    var start = 0
    while start < magnitude.count, magnitude[start] == 0 { start += 1 }
    let needsZero = start < magnitude.count && magnitude[start] & 0x80 != 0
    append(uint32: UInt32(magnitude.count - start + (needsZero ? 1 : 0)))
    if needsZero { append(byte: 0) }
    write(magnitude.slice(start..<magnitude.count))
  }

  /// What was written.
  package consuming func finish() -> SecretBytes {
    buffer.slice(0..<count)
  }

  /// What was written, where all of it is public.
  package consuming func finishPublic() -> [UInt8] {
    finish().publicBytes()
  }

  private mutating func write(_ bytes: [UInt8]) {
    write(SecretBytes(copying: bytes))
  }

  private mutating func write(_ bytes: borrowing SecretBytes) {
    let end = count + bytes.count
    if end > buffer.count {
      let larger = SecretBytes(count: max(end, 2 * buffer.count)) { target in
        for index in 0..<count { target[index] = buffer[index] }
      }
      buffer = larger
    }
    let start = count
    buffer.overwrite(from: start, with: bytes)
    count = end
  }
}
