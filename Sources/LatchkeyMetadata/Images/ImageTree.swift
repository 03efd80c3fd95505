/// The folders and files that an image is made of.
struct ImageTree {
  /// A folder; all of them stand in one list, the top first, parents before their children.
  struct Folder {
    /// Its name; empty for the top.
    let name: String
    /// Where its parent stands; the top is its own.
    let parent: Int
    /// Where the folders in it stand.
    fileprivate(set) var folders: [Int] = []
    /// Where the files in it stand.
    fileprivate(set) var files: [Int] = []
  }

  /// A file.
  struct File {
    /// Its name.
    let name: String
    /// What is in it.
    let content: [UInt8]
  }

  /// The folders.
  private(set) var folders = [Folder(name: "", parent: 0)]
  /// The files, in the order in which they were given.
  private(set) var files: [File] = []

  /// What ISO 9660's deepest folder may be: eight levels, the top among them.
  private static let maximumDepth = 7
  /// What Joliet allows.
  private static let maximumName = 64

  /// The tree that paths describe.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` for a name that not every kind of image can hold,
  ///   a path that is too deep, or one that is there twice.
  init(_ rendered: [RenderedFile]) throws(MetadataError) {
    for file in rendered {
      var parts = file.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.allSatisfy(Self.isName), parts.count <= Self.maximumDepth + 1 else {
        throw MetadataError(
          .invalidValue,
          "'\(file.path.printable)' does not fit into an image: expected at most "
            + "\(Self.maximumDepth) folders, and names of at most \(Self.maximumName) letters, "
            + "digits or -._")
      }
      let name = parts.removeLast()
      var folder = 0
      for part in parts { folder = try child(part, of: folder, for: file) }
      guard !isTaken(name, in: folder),
        !folders[folder].folders.contains(where: { folders[$0].name == name })
      else { throw Self.twice(file) }
      folders[folder].files.append(files.count)
      files.append(File(name: name, content: file.content))
    }
  }

  private mutating func child(
    _ name: String, of folder: Int, for file: RenderedFile
  ) throws(MetadataError) -> Int {
    if let known = folders[folder].folders.first(where: { folders[$0].name == name }) {
      return known
    }
    guard !isTaken(name, in: folder) else { throw Self.twice(file) }
    folders.append(Folder(name: name, parent: folder))
    folders[folder].folders.append(folders.count - 1)
    return folders.count - 1
  }

  private func isTaken(_ name: String, in folder: Int) -> Bool {
    folders[folder].files.contains { files[$0].name == name }
  }

  /// A final dot is one that vfat drops.
  private static func isName(_ name: String) -> Bool {
    CloudRules.isWord(name, extra: "-._", upTo: maximumName) && !name.hasSuffix(".")
  }

  private static func twice(_ file: RenderedFile) -> MetadataError {
    MetadataError(.invalidValue, "'\(file.path.printable)' is there twice")
  }
}
