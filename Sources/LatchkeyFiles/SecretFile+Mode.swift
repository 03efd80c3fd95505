internal import Glibc

extension SecretFile {
  /// The mode of a file that others than its owner may get at, in octal (`644`); `nil` where nobody
  /// else may, or where there is no regular file.
  public static func modeOpenToOthers(_ path: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & 0o077 != 0
    else { return nil }
    return String(status.st_mode & 0o7777, radix: 8)
  }
}
