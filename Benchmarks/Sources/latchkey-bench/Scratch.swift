import Glibc

/// The folder that the runs write into: in memory where the machine has such a place, so that a
/// disk's moods do not decide, and removed at the end.
final class Scratch {
  let path: String

  init() throws(BenchmarkError) {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/latchkey-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw BenchmarkError("\(parent): no folder can be made there")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The path of something inside.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file inside.
  func write(_ text: String, to name: String) throws(BenchmarkError) {
    guard let file = fopen(path(name), "w") else {
      throw BenchmarkError("\(path(name)): cannot be written")
    }
    fputs(text, file)
    fclose(file)
  }

  /// Removes the folder and what the runs left in it.
  func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    guard unlink(path) != 0 else { return }
    var names: [String] = []
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        names.append(
          withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
          })
      }
      closedir(folder)
    }
    for name in names where name != "." && name != ".." { remove(path + "/" + name) }
    rmdir(path)
  }
}
