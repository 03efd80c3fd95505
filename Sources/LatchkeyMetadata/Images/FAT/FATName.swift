/// A name in a FAT folder: the short one, and the entries that hold the long one.
struct FATName {
  /// Eight characters and three, in capitals, filled up with blanks.
  let short: [UInt8]
  /// The entries that come before the short one's, 32 bytes each; none where the short name says all.
  let longEntries: [UInt8]

  /// `.` and `..`, which have no long name.
  static let own = FATName(dots: 1)
  static let parent = FATName(dots: 2)

  private init(dots: Int) {
    short =
      [UInt8](repeating: 0x2e, count: dots) + [UInt8](repeating: 0x20, count: 11 - dots)
    longEntries = []
  }

  /// A name of letters, digits and `-._`, whose short form is the beginning of it and a number.
  ///
  /// - Parameter number: another one for every entry of a folder, from 1.
  init(_ name: String, number: Int) {
    let tail = "~\(number)"
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let base = name[..<dot].filter { $0 != "." }.prefix(8 - tail.count) + tail
    let ending = name[dot...].dropFirst().prefix(3)
    short = Self.filled(String(base), to: 8) + Self.filled(String(ending), to: 3)
    longEntries = Self.longEntries(name, checksum: Self.checksum(short))
  }

  private static func filled(_ text: String, to count: Int) -> [UInt8] {
    let bytes = Array(text.uppercased().utf8)
    return bytes + [UInt8](repeating: 0x20, count: count - bytes.count)
  }

  /// By which a long name knows the short one that it belongs to.
  private static func checksum(_ short: [UInt8]) -> UInt8 {
    short.reduce(0) { sum, byte in (sum << 7 | sum >> 1) &+ byte }
  }

  /// The long name in pieces of 13, the last piece first.
  ///
  /// ```
  /// byte        number of the piece, from 1; plus 0x40 for the last
  /// uint16[5]   characters 1–5
  /// byte        15, by which the entry is known
  /// byte        0
  /// byte        checksum of the short name
  /// uint16[6]   characters 6–11
  /// uint16      0
  /// uint16[2]   characters 12–13
  /// ```
  private static func longEntries(_ name: String, checksum: UInt8) -> [UInt8] {
    let pieces = (name.utf16.count + 12) / 13
    var units = Array(name.utf16)
    // A zero ends a name that does not fill its last piece; the rest is ones.
    if units.count % 13 > 0 { units.append(0) }
    units += [UInt16](repeating: 0xffff, count: pieces * 13 - units.count)
    var bytes: [UInt8] = []
    for piece in (0..<pieces).reversed() {
      let part = units[piece * 13..<piece * 13 + 13].map(Int.init)
      bytes.append(UInt8(piece + 1) | (piece == pieces - 1 ? 0x40 : 0))
      for unit in part[0..<5] { bytes.append(little: unit, count: 2) }
      bytes += [15, 0, checksum]
      for unit in part[5..<11] { bytes.append(little: unit, count: 2) }
      bytes += [0, 0]
      for unit in part[11..<13] { bytes.append(little: unit, count: 2) }
    }
    return bytes
  }
}
