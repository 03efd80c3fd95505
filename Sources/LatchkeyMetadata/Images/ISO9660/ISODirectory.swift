/// Writes the directories of a hierarchy.
struct ISODirectory {
  /// Where something lies: its first sector, and its length in bytes.
  struct Extent {
    var sector = 0
    var length = 0
  }

  let hierarchy: ISOHierarchy
  let time: ISOTime
  /// The extents of the folders, by number.
  var folders: [Extent]
  /// The extents of the files, by where they stand in the ``ImageTree``.
  var files: [Extent]

  /// The records of a folder: its own, its parent's, its entries'. None crosses the end of a sector.
  func bytes(of number: Int) -> [UInt8] {
    let folder = hierarchy.folders[number]
    let isTop = number == 0
    var bytes: [UInt8] = []
    append(
      record([0], folders[number], isFolder: true, extensions(ofFolder: number, starts: isTop)),
      to: &bytes)
    append(
      record([1], folders[folder.parent], isFolder: true, extensions(ofFolder: folder.parent)),
      to: &bytes)
    for entry in folder.entries {
      switch entry.target {
      case .folder(let child):
        append(
          record(
            entry.identifier, folders[child], isFolder: true,
            extensions(ofFolder: child, named: entry.name)),
          to: &bytes)
      case .file(let file):
        append(
          record(
            entry.identifier, files[file], isFolder: false,
            extensions(isFolder: false, links: 1, named: entry.name)),
          to: &bytes)
      }
    }
    bytes.pad(toMultipleOf: ISOImage.sectorSize)
    return bytes
  }

  /// The record of the top as the volume descriptor has it.
  var top: [UInt8] { record([0], folders[0], isFolder: true, []) }

  private func append(_ record: [UInt8], to bytes: inout [UInt8]) {
    if bytes.count % ISOImage.sectorSize + record.count > ISOImage.sectorSize {
      bytes.pad(toMultipleOf: ISOImage.sectorSize)
    }
    bytes += record
  }

  /// A directory record, ECMA-119 §9.1.
  ///
  /// ```
  /// byte      length of the record
  /// byte      0
  /// both32    sector
  /// both32    length in bytes
  /// byte[7]   time
  /// byte      flags: 2 for a folder
  /// byte[2]   0
  /// both16    volume, 1
  /// byte      length of the identifier
  /// byte[n]   identifier, and a 0 where its length is even
  /// byte[…]   extensions
  /// ```
  private func record(
    _ identifier: [UInt8], _ extent: Extent, isFolder: Bool, _ extensions: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = [0, 0]
    bytes.append(both: extent.sector, count: 4)
    bytes.append(both: extent.length, count: 4)
    bytes += time.short + [isFolder ? 2 : 0, 0, 0]
    bytes.append(both: 1, count: 2)
    bytes.append(UInt8(identifier.count))
    bytes += identifier
    bytes.pad(toMultipleOf: 2)
    bytes += extensions
    bytes.pad(toMultipleOf: 2)
    // At most 33 bytes, 33 of identifier, 131 of Rock Ridge; or 33 and 128 of Joliet's identifier.
    bytes[0] = UInt8(bytes.count)
    return bytes
  }

  private func extensions(
    ofFolder number: Int, named name: String? = nil, starts: Bool = false
  ) -> [UInt8] {
    extensions(
      isFolder: true, links: 2 + hierarchy.subfolders(of: number), named: name, starts: starts)
  }

  private func extensions(
    isFolder: Bool, links: Int, named name: String? = nil, starts: Bool = false
  ) -> [UInt8] {
    guard hierarchy.kind == .primary else { return [] }
    return (starts ? RockRidge.start : [])
      + RockRidge.attributes(isFolder: isFolder, links: links) + RockRidge.times(time)
      + (name.map(RockRidge.name) ?? []) + (starts ? RockRidge.protocolName : [])
  }
}
