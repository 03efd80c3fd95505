/// A volume descriptor, ECMA-119 §8.4 and §8.5, with the values that one hierarchy has.
struct ISOVolume {
  let directory: ISODirectory
  /// The volume's name.
  let label: String
  /// The number of sectors.
  let size: Int
  /// The length of the path table in bytes.
  let pathTableLength: Int
  /// The sector of the path table with the low bytes first.
  let littlePathTable: Int
  /// The sector of the path table with the high bytes first.
  let bigPathTable: Int
  let time: ISOTime

  /// The descriptor that ends the list of them.
  static let terminator = sector([255] + header)

  private static let header = Array("CD001".utf8) + [1]

  /// The descriptor, one sector.
  var bytes: [UInt8] {
    let isJoliet = directory.hierarchy.kind == .joliet
    var bytes: [UInt8] = [isJoliet ? 2 : 1] + Self.header + [0]
    bytes += text("", 32) + text(label, 32) + zeros(8)
    bytes.append(both: size, count: 4)
    // Escape sequence of ISO 2022 for UCS-2, level 3: what makes this descriptor Joliet's.
    bytes += isJoliet ? Array("%/E".utf8) + zeros(29) : zeros(32)
    bytes.append(both: 1, count: 2)
    bytes.append(both: 1, count: 2)
    bytes.append(both: ISOImage.sectorSize, count: 2)
    bytes.append(both: pathTableLength, count: 4)
    bytes.append(little: littlePathTable, count: 4)
    bytes += zeros(4)
    bytes.append(big: bigPathTable, count: 4)
    bytes += zeros(4)
    bytes += directory.top
    bytes += text("", 128) + text("", 128) + text("", 128) + text("LATCHKEY", 128)
    bytes += text("", 37) + text("", 37) + text("", 37)
    bytes += time.long + time.long + ISOTime.none + ISOTime.none
    bytes += [1, 0]
    return Self.sector(bytes)
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  /// A text, filled up with blanks.
  private func text(_ text: String, _ count: Int) -> [UInt8] {
    guard directory.hierarchy.kind == .joliet else {
      return Array(text.utf8) + [UInt8](repeating: 0x20, count: count - text.utf8.count)
    }
    let blanks = String(repeating: " ", count: count / 2 - text.utf16.count)
    return ISONames.wide(text + blanks) + zeros(count % 2)
  }

  private static func sector(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes.pad(toMultipleOf: ISOImage.sectorSize)
    return bytes
  }
}
