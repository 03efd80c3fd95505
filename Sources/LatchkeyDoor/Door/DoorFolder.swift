import FoundationEssentials
import Glibc
import LatchkeyCrypto

/// The private folder that holds a door's host keys and configuration while it is open.
enum DoorFolder {
  private static let prefix = "latchkey-door-"

  /// Whether a path is one that ``newPath()`` gives: nothing else is ever removed.
  static func isOurs(_ path: String) -> Bool {
    path.hasPrefix("/") && path.split(separator: "/").last?.hasPrefix(prefix) == true
  }

  /// A path for a new folder, in `$TMPDIR` or `/tmp`, that nobody can foresee.
  static func newPath() -> String {
    let parent = Environment.value("TMPDIR")
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    return "\(parent.hasPrefix("/") ? parent : "/tmp")/\(prefix)\(number)"
  }

  /// Makes the folder, mode 0700; one that exists is not taken over.
  static func make(_ path: String) throws(DoorError) {
    guard unsafe mkdir(path, 0o700) == 0 else { throw .system("making \(path)", errno) }
  }

  /// Writes a file that only its owner reads, replacing one of that name.
  static func write(_ bytes: borrowing SecretBytes, to path: String) throws(DoorError) {
    // Not LatchkeyFiles: nothing here outlives the run, so nothing has to reach the disk.
    let number = unsafe creat(path, 0o600)
    guard number >= 0 else { throw .system(path, errno) }
    let file = Descriptor(takingOwnershipOf: number)
    let failure = unsafe bytes.withUnsafeBytes { buffer -> Int32 in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let slice = unsafe UnsafeRawBufferPointer(rebasing: rest)
        let count = unsafe Glibc.write(file.number, slice.baseAddress, slice.count)
        if count < 0, errno != EINTR { return errno }
        unsafe rest = rest.dropFirst(max(count, 0))
      }
      return 0
    }
    guard failure == 0 else { throw .system(path, failure) }
  }

  /// Removes the folder with all that is in it.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
