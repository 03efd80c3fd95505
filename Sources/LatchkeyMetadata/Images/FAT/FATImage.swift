import FoundationEssentials

/// A FAT12 volume with long names, which Linux, `blkid` and cloud-init call vfat.
///
/// ```
/// boot sector, two file allocation tables, top folder, clusters
/// ```
enum FATImage {
  /// The bytes of a volume.
  ///
  /// - Parameters:
  ///   - label: the volume's name, at most 11 characters, in capitals.
  ///   - time: what all times in it are.
  /// - Throws: ``MetadataError/Code/invalidValue`` for more than FAT12 can hold.
  static func bytes(_ tree: ImageTree, label: String, time: Date) throws(MetadataError) -> [UInt8] {
    // The length of a folder does not depend on where anything lies, so it can be asked beforehand.
    var places = Places(
      folders: tree.folders.map { _ in 0 }, files: tree.files.map { _ in 0 })
    let folderLengths = tree.folders.indices.map {
      folder($0, of: tree, label: label, time: time, places).count
    }
    let lengths = folderLengths.dropFirst() + tree.files.map(\.content.count)
    guard let layout = FATLayout(top: folderLengths[0], lengths: Array(lengths)) else {
      throw MetadataError(
        .invalidValue, "the files do not fit into a vfat image: make an ISO 9660 one")
    }
    var table = FATTable(layout)
    places.folders = [0] + folderLengths.dropFirst().map { table.place($0) }
    places.files = tree.files.map { table.place($0.content.count) }

    var bytes = bootSector(layout, label: label, time: time)
    for _ in 0..<FATLayout.tables { bytes += table.bytes }
    var top = folder(0, of: tree, label: label, time: time, places)
    top.pad(toCount: layout.topEntries * FATFolder.entrySize)
    bytes += top
    for index in tree.folders.indices.dropFirst() {
      var content = folder(index, of: tree, label: label, time: time, places)
      content.pad(toMultipleOf: layout.clusterSize)
      bytes += content
    }
    for file in tree.files {
      var content = file.content
      content.pad(toMultipleOf: layout.clusterSize)
      bytes += content
    }
    bytes.pad(toCount: layout.sectors * FATLayout.sectorSize)
    return bytes
  }

  /// The first clusters of everything, by where it stands in the tree.
  private struct Places {
    var folders: [Int]
    var files: [Int]
  }

  private static func folder(
    _ index: Int, of tree: ImageTree, label: String, time: Date, _ places: Places
  ) -> [UInt8] {
    let source = tree.folders[index]
    var folder = FATFolder(at: time)
    if index == 0 {
      folder.add(label: label)
    } else {
      folder.add(.own, .folder, cluster: places.folders[index])
      folder.add(.parent, .folder, cluster: places.folders[source.parent])
    }
    for (number, child) in source.folders.enumerated() {
      folder.add(
        FATName(tree.folders[child].name, number: number + 1), .folder,
        cluster: places.folders[child])
    }
    for (number, file) in source.files.enumerated() {
      folder.add(
        FATName(tree.files[file].name, number: source.folders.count + number + 1), .file,
        cluster: places.files[file], length: tree.files[file].content.count)
    }
    return folder.bytes
  }

  /// The boot sector, which boots nothing and says where everything is.
  private static func bootSector(_ layout: FATLayout, label: String, time: Date) -> [UInt8] {
    let isShort = layout.sectors < 0x10000
    var bytes: [UInt8] = [0xeb, 0x3c, 0x90] + Array("LATCHKEY".utf8)
    bytes.append(little: FATLayout.sectorSize, count: 2)
    bytes.append(UInt8(layout.clusterSectors))
    bytes.append(little: 1, count: 2)
    bytes.append(UInt8(FATLayout.tables))
    bytes.append(little: layout.topEntries, count: 2)
    bytes.append(little: isShort ? layout.sectors : 0, count: 2)
    bytes.append(0xf8)
    bytes.append(little: layout.tableSectors, count: 2)
    bytes.append(little: FATLayout.track, count: 2)
    // Two heads; no sectors before these.
    bytes.append(little: 2, count: 2)
    bytes.append(little: 0, count: 4)
    bytes.append(little: isShort ? 0 : layout.sectors, count: 4)
    bytes += [0x80, 0, 0x29]
    // The volume's number, for which tools take the time as well.
    bytes.append(little: Int(time.timeIntervalSince1970), count: 4)
    bytes += Array((label + String(repeating: " ", count: 11 - label.utf8.count)).utf8)
    bytes += Array("FAT12   ".utf8)
    bytes.pad(toCount: FATLayout.sectorSize - 2)
    return bytes + [0x55, 0xaa]
  }
}
