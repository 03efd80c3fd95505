/// The entries of the Rock Ridge Interchange Protocol (RRIP 1.10, on SUSP 1.12), which stand behind
/// the identifier in a directory record.
///
/// ```
/// byte[2]   signature
/// byte      length of the entry
/// byte      version, 1
/// ```
enum RockRidge {
  /// `SP`, the first entry of the top's first record: from here on SUSP is spoken.
  static let start: [UInt8] = Array("SP".utf8) + [7, 1, 0xbe, 0xef, 0]

  /// `ER`, which names the protocol. Its description and its source, texts of 200 bytes for people,
  /// may be empty; so no record needs a continuation.
  static let protocolName: [UInt8] = {
    let name = Array("RRIP_1991A".utf8)
    return Array("ER".utf8) + [UInt8(8 + name.count), 1, UInt8(name.count), 0, 0, 1] + name
  }()

  /// `PX`: mode, links, user and group, as `genisoimage -r` sets them: readable by all.
  static func attributes(isFolder: Bool, links: Int) -> [UInt8] {
    var bytes: [UInt8] = Array("PX".utf8) + [36, 1]
    bytes.append(both: isFolder ? 0o040555 : 0o100444, count: 4)
    bytes.append(both: links, count: 4)
    bytes.append(both: 0, count: 4)
    bytes.append(both: 0, count: 4)
    return bytes
  }

  /// `TF`: when it was modified, read and changed.
  static func times(_ time: ISOTime) -> [UInt8] {
    Array("TF".utf8) + [26, 1, 0x0e] + time.short + time.short + time.short
  }

  /// `NM`: the name.
  static func name(_ name: String) -> [UInt8] {
    Array("NM".utf8) + [UInt8(5 + name.utf8.count), 1, 0] + name.utf8
  }
}
