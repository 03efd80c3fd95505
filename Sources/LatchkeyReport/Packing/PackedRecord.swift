/// A record in little room; the ``RecordPacker`` that packed it unpacks it.
///
/// It is a list of items, each a kind and a number. The first byte of an item has the kind in its three
/// lowest bits and the lowest four of the number above; where its highest bit is set, the rest of the
/// number follows, seven bits a byte and the lowest first (LEB128).
public struct PackedRecord: Sendable {
  /// What an item is, and what its number says.
  enum Kind: UInt8 {
    /// A text that others may have too: its place among the texts.
    case sharedText
    /// A text of its own: its length; so many bytes of UTF-8 follow.
    case ownText
    /// A signed number, in two's complement.
    case number
    /// An unsigned number.
    case unsigned
    /// A number with three decimals: its thousandths, in two's complement.
    case decimal
    /// 0 or 1.
    case bool
    /// A list: how many values follow.
    case array
    /// An object: the place of its names among the lists of names; its values follow.
    case object
  }

  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func add(_ kind: Kind, _ number: UInt64) {
    bytes.append(kind.rawValue | UInt8(number & 0xF) << 3 | (number > 0xF ? 0x80 : 0))
    var rest = number >> 4
    while rest > 0 {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    }
  }

  mutating func add(own text: String) {
    add(.ownText, UInt64(text.utf8.count))
    bytes += text.utf8
  }

  /// Gives back the room that it took to grow, which is as much again.
  mutating func trim() {
    var exact: [UInt8] = []
    exact.reserveCapacity(bytes.count)
    exact += bytes
    bytes = exact
  }
}
