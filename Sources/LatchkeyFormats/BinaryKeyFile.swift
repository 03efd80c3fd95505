internal import LatchkeyCrypto
internal import LatchkeyKeys

/// Keys without armour: DER as `openssl … -outform DER` writes it.
enum BinaryKeyFile {
  /// The key, or `nil` where the file is not one SEQUENCE from end to end.
  static func read(_ file: SharedSecret) throws(FormatError) -> [KeyFile.Entry]? {
    guard file.count > 0, file.count <= FormatLimits.keyFileSize,
      file.bytes[0] == DERTag.sequence, DERReader.isWholeSequence(file.bytes),
      let kind = PEMKeyKind(der: file)
    else { return nil }
    return [
      try kind.read(PEMBlock(label: "", headers: [], body: file, line: nil))
    ]
  }
}
