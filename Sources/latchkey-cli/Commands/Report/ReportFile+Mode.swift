import LatchkeyFiles

extension ReportFile {
  /// The permissions of a new report, as the umask leaves them: it is for whoever the user's other files
  /// are for.
  static var mode: UInt16 { 0o644 & ~FileCreationMask.bits }
}
