/// Reads RFC 4251 §5 fields from public bytes that a server sent, and stops at the first that does
/// not fit. Every length is checked before anything is copied.
struct WireCursor {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: some Collection<UInt8>) {
    self.bytes = ArraySlice(bytes)
    position = self.bytes.startIndex
  }

  /// How many bytes have not been read.
  var remaining: Int { bytes.endIndex - position }

  mutating func byte() -> UInt8? {
    guard remaining >= 1 else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func uint32() -> UInt32? {
    guard remaining >= 4 else { return nil }
    defer { position += 4 }
    return bytes[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, remaining >= count else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func string() -> ArraySlice<UInt8>? {
    guard let length = uint32() else { return nil }
    return take(Int(length))
  }

  /// A name-list: names of printable US-ASCII, separated by commas.
  mutating func nameList() -> [String]? {
    rawNameList()?.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same as it came.
  mutating func rawNameList() -> ArraySlice<UInt8>? {
    guard let raw = string(), raw.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return raw
  }
}
