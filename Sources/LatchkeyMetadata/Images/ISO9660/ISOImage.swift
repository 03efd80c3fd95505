import FoundationEssentials

/// An ISO 9660 volume (ECMA-119, interchange level 2) with Rock Ridge and Joliet names.
///
/// Written here rather than by a program such as `genisoimage`, so that an image is what the rest is:
/// a pure function of the instance, on every machine the same bytes.
///
/// ```
/// 0–15    nothing: room for what boots
/// 16      volume descriptor
/// 17      Joliet's volume descriptor
/// 18      terminator
/// …       four path tables, folders, Joliet's folders, files
/// ```
enum ISOImage {
  /// The size of a sector in bytes.
  static let sectorSize = 2048

  private static let firstFreeSector = 19

  /// The bytes of a volume.
  ///
  /// - Parameters:
  ///   - label: the volume's name, at most 16 characters.
  ///   - time: what all times in it are.
  static func bytes(_ tree: ImageTree, label: String, time: Date) -> [UInt8] {
    let time = ISOTime(time)
    var sector = firstFreeSector
    var directories = [ISOHierarchy.Kind.primary, .joliet].map { kind in
      let hierarchy = ISOHierarchy(tree, kind: kind)
      return ISODirectory(
        hierarchy: hierarchy, time: time,
        folders: hierarchy.folders.map { _ in ISODirectory.Extent() },
        files: tree.files.map { _ in ISODirectory.Extent() })
    }
    func place(_ length: Int) -> ISODirectory.Extent {
      defer { sector += (length + sectorSize - 1) / sectorSize }
      return ISODirectory.Extent(sector: sector, length: length)
    }
    let tables = directories.map { directory in
      let length = directory.hierarchy.pathTable(
        sectors: directory.folders.map(\.sector), isBig: false
      ).count
      return (place(length), place(length))
    }
    // The length of a folder does not depend on where anything lies, so it can be asked beforehand.
    for index in directories.indices {
      for folder in directories[index].folders.indices {
        directories[index].folders[folder] = place(directories[index].bytes(of: folder).count)
      }
    }
    let files = tree.files.map { place($0.content.count) }
    for index in directories.indices { directories[index].files = files }

    var bytes = [UInt8](repeating: 0, count: 16 * sectorSize)
    bytes.reserveCapacity(sector * sectorSize)
    for (directory, (little, big)) in zip(directories, tables) {
      bytes +=
        ISOVolume(
          directory: directory, label: label, size: sector, pathTableLength: little.length,
          littlePathTable: little.sector, bigPathTable: big.sector, time: time
        ).bytes
    }
    bytes += ISOVolume.terminator
    for directory in directories {
      let sectors = directory.folders.map(\.sector)
      for isBig in [false, true] {
        bytes += directory.hierarchy.pathTable(sectors: sectors, isBig: isBig)
        bytes.pad(toMultipleOf: sectorSize)
      }
    }
    for directory in directories {
      for folder in directory.folders.indices { bytes += directory.bytes(of: folder) }
    }
    for file in tree.files {
      bytes += file.content
      bytes.pad(toMultipleOf: sectorSize)
    }
    return bytes
  }
}
