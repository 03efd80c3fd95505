package import LatchkeyCrypto

/// Takes SSH's data types (RFC 4251 §5) one after the other from bytes that it owns and wipes.
///
///     byte       1 byte
///     uint32     4 bytes, most significant first
///     string     uint32 length, then that many bytes
///     mpint      a string: two's complement, most significant first, as short as possible
///
/// Every length is checked against what is left before anything is copied.
package struct SSHReader: ~Copyable {
  private let bytes: SecretBytes
  /// How many bytes have been taken.
  package private(set) var position = 0

  /// Reads from the start of `bytes`.
  package init(_ bytes: consuming SecretBytes) {
    self.bytes = bytes
  }

  /// Reads from the start of bytes that are public.
  package init(public bytes: some Collection<UInt8>) {
    self.init(SecretBytes(copying: bytes))
  }

  /// How many bytes are left.
  package var remaining: Int { bytes.count - position }

  /// The next byte.
  package mutating func readByte() throws(WireError) -> UInt8 {
    try require(1, for: "a byte")
    defer { position += 1 }
    return bytes[position]
  }

  /// The next four bytes as a number.
  package mutating func readUInt32() throws(WireError) -> UInt32 {
    try require(4, for: "a uint32")
    defer { position += 4 }
    return UInt32(bytes[position]) << 24 | UInt32(bytes[position + 1]) << 16
      | UInt32(bytes[position + 2]) << 8 | UInt32(bytes[position + 3])
  }

  /// The next eight bytes as a number.
  package mutating func readUInt64() throws(WireError) -> UInt64 {
    let high = try readUInt32()
    return UInt64(high) << 32 | UInt64(try readUInt32())
  }

  /// The next `count` bytes.
  package mutating func readBytes(_ count: Int) throws(WireError) -> SecretBytes {
    try require(count, for: "\(count) bytes")
    defer { position += count }
    return bytes.slice(position..<position + count)
  }

  /// The next string, which is a secret.
  package mutating func readString() throws(WireError) -> SecretBytes {
    let count = Int(try readUInt32())
    try require(count, for: "a string of \(count) bytes")
    return try readBytes(count)
  }

  /// The next string, which is public.
  package mutating func readPublicString() throws(WireError) -> [UInt8] {
    let count = Int(try readUInt32())
    try require(count, for: "a string of \(count) bytes")
    defer { position += count }
    return bytes.publicBytes(position..<position + count)
  }

  /// The next string as text: a name in US-ASCII, as algorithms and ciphers have.
  package mutating func readName() throws(WireError) -> String {
    let bytes = try readPublicString()
    guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
      throw WireError("a name holds bytes that are not printable ASCII")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The next mpint, which is a secret: its magnitude, big-endian, without leading zeros.
  ///
  /// Refuses negative numbers and leading zeros: two spellings of one key would have two
  /// fingerprints.
  package mutating func readMPInt() throws(WireError) -> SecretBytes {
    let encoded = try readString()
    guard !encoded.isEmpty else { return encoded }
    guard encoded[0] & 0x80 == 0 else { throw WireError("an mpint is negative") }
    guard encoded[0] == 0 else { return encoded }
    guard encoded.count > 1, encoded[1] & 0x80 != 0 else {
      throw WireError("an mpint is not in its shortest form")
    }
    return encoded.slice(1..<encoded.count)
  }

  /// The next mpint, which is public: its magnitude, big-endian, without leading zeros.
  package mutating func readPublicMPInt() throws(WireError) -> [UInt8] {
    try readMPInt().publicBytes()
  }

  /// Everything that is left.
  package mutating func readRest() -> SecretBytes {
    defer { position = bytes.count }
    return bytes.slice(position..<bytes.count)
  }

  /// Throws where something is left: trailing data is damage, or somebody's hiding place.
  package func expectEnd() throws(WireError) {
    guard remaining == 0 else {
      throw WireError(
        remaining == 1 ? "1 byte follows the end" : "\(remaining) bytes follow the end")
    }
  }

  private func require(_ count: Int, for what: String) throws(WireError) {
    guard count <= remaining else {
      throw WireError("\(what) expected, but only \(remaining) bytes are left")
    }
  }
}
