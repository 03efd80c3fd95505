import Glibc
import LatchkeyFiles

/// The few things that the store does with folders.
enum Folder {
  /// Makes a folder, and those above it, for their owner alone; one that is there stays as it is.
  static func make(_ path: String) throws(FileError) {
    if mkdir(path, 0o700) == 0 { return }
    let number = errno
    if number == EEXIST { return }
    guard number == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw FileError("cannot make the folder", path: path, errno: number)
    }
    try make(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw FileError("cannot make the folder", path: path, errno: errno)
    }
  }

  /// The names in a folder, in no order, without `.` and `..`.
  static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else {
      throw FileError("cannot open", path: path, errno: errno)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      // d_name is an array of 256 in C and ends at its NUL.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a file; one that is not there is as good as removed.
  static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw FileError("cannot remove", path: path, errno: errno)
    }
  }
}
