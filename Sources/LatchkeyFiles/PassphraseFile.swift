public import LatchkeyCrypto

/// A file whose first line is a passphrase.
public enum PassphraseFile {
  /// More bytes than these are no passphrase file but a mistake.
  public static let sizeLimit = 1 << 16

  /// The first line of a file's content, without its end (LF or CRLF): an empty line is the empty
  /// passphrase, which some keys have; `nil` where there is no line at all.
  public static func firstLine(of content: borrowing SecretBytes) -> Passphrase? {
    if content.isEmpty { return nil }
    let length = content.withSpan { bytes in
      var end = bytes.indices.first { bytes[$0] == 0x0A } ?? bytes.count
      if end > 0, bytes[end - 1] == 0x0D { end -= 1 }
      return end
    }
    return Passphrase(content.slice(0..<length))
  }
}
