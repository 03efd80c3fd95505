internal import CFiles
internal import Glibc

/// The folder that a file lies in, by the path by which the file is known.
struct Folder: Hashable {
  let path: String

  init(of file: String) {
    // Bytes, not characters, whose ends take long to find.
    guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      path = "."
      return
    }
    path = slash == file.startIndex ? "/" : String(file[..<slash])
  }

  /// Whether what is written here goes to no disk: then there is nothing to wait for.
  ///
  /// False where the system does not say.
  var isInMemory: Bool { unsafe latchkey_is_in_memory(path) != 0 }

  /// Waits until the names of the files in it have reached the disk.
  func synchronize() throws(FileError) {
    try FileDescriptor(opening: path, O_RDONLY | O_DIRECTORY).synchronize()
  }
}
