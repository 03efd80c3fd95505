import Glibc

/// Who may read a private key's file.
enum KeyFileMode {
  /// A private key file that others may read is one that `ssh` refuses.
  static func warnings(_ path: String) -> [String] {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & 0o077 != 0
    else { return [] }
    let mode = String(status.st_mode & 0o7777, radix: 8)
    return ["others may read the file (mode \(mode)), and ssh refuses it so: chmod 600"]
  }
}
