/// Where the parts of a FAT12 volume lie, for what it has to hold.
struct FATLayout {
  /// The size of a sector in bytes.
  static let sectorSize = 512
  /// The number of file allocation tables.
  static let tables = 2
  /// The number of sectors in a track that drives of today pretend to have. Tools want whole tracks.
  static let track = 32
  /// More clusters than this, and a volume is FAT16.
  private static let maximumClusters = 4084

  /// The size of a cluster in sectors.
  let clusterSectors: Int
  /// The number of clusters.
  let clusters: Int
  /// The size of a file allocation table in sectors.
  let tableSectors: Int
  /// The number of entries that the top folder has room for.
  let topEntries: Int
  /// The size of the volume in sectors.
  let sectors: Int

  /// The layout for folders and files of the given lengths in bytes; `nil` for more than 255 MiB.
  init?(top: Int, lengths: [Int]) {
    topEntries = max(512, (top / FATFolder.entrySize + 15) / 16 * 16)
    let topSectors = topEntries * FATFolder.entrySize / Self.sectorSize
    for exponent in 0...7 {
      let clusterSectors = 1 << exponent
      let size = clusterSectors * Self.sectorSize
      let needed = max(1, lengths.reduce(0) { $0 + ($1 + size - 1) / size })
      // The table of all clusters that there may be, so that its size does not depend on the rest.
      let tableSectors =
        ((Self.maximumClusters + 2) * 3 / 2 + Self.sectorSize - 1) / Self.sectorSize
      let before = 1 + Self.tables * tableSectors + topSectors
      let sectors = (before + needed * clusterSectors + Self.track - 1) / Self.track * Self.track
      let clusters = (sectors - before) / clusterSectors
      guard clusters <= Self.maximumClusters else { continue }
      self.clusterSectors = clusterSectors
      self.clusters = clusters
      self.tableSectors = tableSectors
      self.sectors = sectors
      return
    }
    return nil
  }

  /// The size of a cluster in bytes.
  var clusterSize: Int { clusterSectors * Self.sectorSize }
}
