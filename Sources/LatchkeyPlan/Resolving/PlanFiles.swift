internal import Glibc
internal import LatchkeyCrypto
internal import LatchkeyFiles
internal import LatchkeyFormats

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

  /// The content of a text that holds no secret, without a byte order mark.
  ///
  /// - Throws: `.notAText` for UTF-16, beside what reading throws.
  func bytes(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let bytes = try read(path, limit: limit).publicBytes()
    guard !UTF16Text.isBegun(by: bytes) else {
      throw FileError(.notAText, path: path, "\(UTF16Text.description), where UTF-8 is read")
    }
    return ByteOrderMark.dropped(from: bytes)
  }

  /// The first line of a file.
  func passphrase(_ path: String) throws(FileError) -> Passphrase? {
    PassphraseFile.firstLine(of: try read(path, limit: PassphraseFile.sizeLimit))
  }

  /// Who else may read a file, as a warning.
  func warning(_ path: String, _ name: String) -> String? {
    SecretFile.modeOpenToOthers(path).map { mode in
      "\(name.shownPath): others may read the file (mode \(mode)): chmod 600"
    }
  }

  /// Whether there is something at a path.
  func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The folder of a file.
  static func folder(of fileName: String) -> String {
    guard let end = fileName.lastIndex(of: "/") else { return "" }
    return end == fileName.startIndex ? "/" : String(fileName[..<end])
  }
}
