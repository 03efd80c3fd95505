/// One of the two directory hierarchies of a volume, with the names that it has.
///
/// ISO 9660's own has names of capitals, digits and underscores, beside which Rock Ridge puts the real
/// ones; Joliet's has the real names in UCS-2. Linux reads Rock Ridge where there is both.
struct ISOHierarchy {
  /// Which of the two.
  enum Kind {
    case primary
    case joliet
  }

  /// A folder, in the order of the path table.
  struct Folder {
    /// Where it stands in the ``ImageTree``.
    let source: Int
    /// The number of its parent, from 0.
    let parent: Int
    /// Its identifier; one zero byte for the top.
    let identifier: [UInt8]
    /// What is in it, sorted by identifier.
    var entries: [Entry] = []
  }

  /// A folder or a file within a folder.
  struct Entry {
    /// What it is.
    enum Target {
      /// The folder with this number.
      case folder(Int)
      /// A file, by where it stands in the ``ImageTree``.
      case file(Int)
    }

    let identifier: [UInt8]
    /// The real name.
    let name: String
    var target: Target
  }

  let kind: Kind
  /// The folders, by level, then by parent, then by identifier (ECMA-119 §6.9.1).
  private(set) var folders: [Folder] = []

  /// The hierarchy of a tree.
  init(_ tree: ImageTree, kind: Kind) {
    self.kind = kind
    folders = [Folder(source: 0, parent: 0, identifier: [0])]
    var next = 0
    while next < folders.count {
      let source = tree.folders[folders[next].source]
      var names = ISONames(kind)
      // Here, a folder is named by its place in the tree; its number follows below.
      var entries = source.folders.map { index in
        let name = tree.folders[index].name
        return Entry(identifier: names.folder(name), name: name, target: .folder(index))
      }
      entries += source.files.map { index in
        let name = tree.files[index].name
        return Entry(identifier: names.file(name), name: name, target: .file(index))
      }
      entries.sort { $0.identifier.lexicographicallyPrecedes($1.identifier) }
      for index in entries.indices {
        guard case .folder(let source) = entries[index].target else { continue }
        entries[index].target = .folder(folders.count)
        folders.append(
          Folder(source: source, parent: next, identifier: entries[index].identifier))
      }
      folders[next].entries = entries
      next += 1
    }
  }

  /// How many folders a folder holds.
  func subfolders(of folder: Int) -> Int {
    folders[folder].entries.count { if case .folder = $0.target { true } else { false } }
  }

  /// The path table, ECMA-119 §9.4, in either order of bytes.
  ///
  /// ```
  /// byte      length of the identifier
  /// byte      0
  /// uint32    sector
  /// uint16    number of the parent, from 1
  /// byte[n]   identifier, and a 0 where its length is odd
  /// ```
  func pathTable(sectors: [Int], isBig: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for (folder, sector) in zip(folders, sectors) {
      bytes += [UInt8(folder.identifier.count), 0]
      if isBig {
        bytes.append(big: sector, count: 4)
        bytes.append(big: folder.parent + 1, count: 2)
      } else {
        bytes.append(little: sector, count: 4)
        bytes.append(little: folder.parent + 1, count: 2)
      }
      bytes += folder.identifier
      bytes.pad(toMultipleOf: 2)
    }
    return bytes
  }
}
