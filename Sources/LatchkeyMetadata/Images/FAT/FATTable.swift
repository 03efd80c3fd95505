/// A file allocation table with 12 bits a cluster, filled from the front: everything lies in one
/// piece.
struct FATTable {
  /// What the table says of the last cluster of a chain.
  private static let end = 0xfff

  /// The first two places tell the kind of disk, and belong to no cluster.
  private var entries = [0xff8, end]
  private let layout: FATLayout

  init(_ layout: FATLayout) { self.layout = layout }

  /// Takes the next clusters for a length in bytes.
  ///
  /// - Returns: the first of them; 0 for no bytes.
  mutating func place(_ length: Int) -> Int {
    guard length > 0 else { return 0 }
    let first = entries.count
    let count = (length + layout.clusterSize - 1) / layout.clusterSize
    entries += (first + 1)..<(first + count)
    entries.append(Self.end)
    return first
  }

  /// The table, with its free clusters.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    // Two entries are three bytes.
    for index in stride(from: 0, to: entries.count, by: 2) {
      let second = index + 1 < entries.count ? entries[index + 1] : 0
      bytes.append(little: entries[index] | second << 12, count: 3)
    }
    bytes.pad(toCount: layout.tableSectors * FATLayout.sectorSize)
    return bytes
  }
}
