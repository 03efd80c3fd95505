import FoundationEssentials

/// Writes the entries of FAT folders.
///
/// ```
/// byte[11]   short name
/// byte       kind: 8 the volume's label, 16 a folder, 32 a file
/// byte[2]    0
/// uint16     time of creation, uint16 date of it
/// uint16     date of the last reading
/// uint16     0
/// uint16     time of the last change, uint16 date of it
/// uint16     first cluster; 0 for the top, and for a file that is empty
/// uint32     length of a file in bytes
/// ```
struct FATFolder {
  /// What an entry is.
  enum Kind: UInt8 {
    case label = 8
    case folder = 16
    case file = 32
  }

  /// The size of an entry in bytes.
  static let entrySize = 32

  private(set) var bytes: [UInt8] = []
  private let clock: Int
  private let date: Int

  init(at time: Date) {
    let time = CivilTime(time)
    clock = time.hour << 11 | time.minute << 5 | time.second / 2
    date = (time.year - 1980) << 9 | time.month << 5 | time.day
  }

  /// Adds the volume's label.
  mutating func add(label: String) {
    let blanks = String(repeating: " ", count: 11 - label.utf8.count)
    add(Array((label + blanks).utf8), .label, cluster: 0, length: 0)
  }

  /// Adds a folder or a file.
  mutating func add(_ name: FATName, _ kind: Kind, cluster: Int, length: Int = 0) {
    bytes += name.longEntries
    add(name.short, kind, cluster: cluster, length: length)
  }

  private mutating func add(_ name: [UInt8], _ kind: Kind, cluster: Int, length: Int) {
    bytes += name + [kind.rawValue, 0, 0]
    for number in [clock, date, date, 0, clock, date, cluster] {
      bytes.append(little: number, count: 2)
    }
    bytes.append(little: length, count: 4)
  }
}
