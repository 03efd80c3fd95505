internal import Glibc
internal import LatchkeyCrypto
internal import LatchkeyFiles

/// The files that a plan names.
struct PlanFiles: Sendable {
  /// The folder that relative paths are taken from.
  let folder: String
  /// What `~` stands for; `nil`: nothing.
  let home: String?

  /// Where a path of the plan's leads. Environment variables are not looked at: what a plan says has
  /// to be all in it.
  func path(_ name: String) -> String {
    if let home, name == "~" || name.hasPrefix("~/") { return home + name.dropFirst() }
    if name.hasPrefix("/") || folder.isEmpty { return name }
    return "\(folder)/\(name)"
  }

  /// A file's content.
  func read(_ path: String, limit: Int) throws(FileError) -> SecretBytes {
    try SecretFile.read(path, limit: limit)
  }

  /// The content of a file that holds no secret.
  func bytes(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    try read(path, limit: limit).publicBytes()
  }

  /// The first line of a file.
  func passphrase(_ path: String) throws(FileError) -> Passphrase? {
    let content = try read(path, limit: 1 << 16)
    let length = content.withSpan { bytes in
      var end = bytes.indices.first { bytes[$0] == 0x0a } ?? bytes.count
      if end > 0, bytes[end - 1] == 0x0d { end -= 1 }
      return end
    }
    // An empty line is a passphrase, which some keys have; no line is none.
    return content.isEmpty ? nil : Passphrase(content.slice(0..<length))
  }

  /// Who else may read a file, as a warning.
  func warning(_ path: String, _ name: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & 0o077 != 0
    else { return nil }
    let mode = String(status.st_mode & 0o7777, radix: 8)
    return "\(name.shownPath): others may read the file (mode \(mode)): chmod 600"
  }

  /// Whether there is something at a path.
  func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The folder of a file.
  static func folder(of fileName: String) -> String {
    guard let end = fileName.lastIndex(of: "/") else { return "" }
    return end == fileName.startIndex ? "/" : String(fileName[..<end])
  }
}
