import LatchkeyFiles

/// Who may read a private key's file.
enum KeyFileMode {
  /// A private key file that others may read is one that `ssh` refuses.
  static func warnings(_ path: String) -> [String] {
    guard path != "-", let mode = SecretFile.modeOpenToOthers(path) else { return [] }
    return ["others may read the file (mode \(mode)), and ssh refuses it so: chmod 600"]
  }
}
