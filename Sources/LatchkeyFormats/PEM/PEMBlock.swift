internal import LatchkeyCrypto

/// What stands between `-----BEGIN LABEL-----` and `-----END LABEL-----` (RFC 7468, and RFC 1421
/// for the headers that OpenSSL's old encryption writes).
struct PEMBlock {
  /// `RSA PRIVATE KEY`.
  let label: String
  /// The headers in their order, such as `DEK-Info`.
  let headers: [(name: String, value: [UInt8])]
  /// The decoded content.
  let body: SharedSecret
  /// The line of the BEGIN, from 1; `nil` where the content comes from a binary file.
  let line: Int?

  /// The value of a header, by its name, in whatever case.
  func header(_ name: String) -> [UInt8]? {
    headers.first { $0.name.uppercased() == name.uppercased() }?.value
  }

  /// Whether a content says itself where it ends, and ends there.
  static func isWhole(_ content: borrowing SecretBytes) -> Bool {
    DERReader.isWholeSequence(content) || (try? OpenSSHEnvelope(content)) != nil
  }

  /// The text of a block, in lines of `columns` characters, each ended with LF.
  static func write(
    _ label: String, _ body: borrowing SecretBytes, columns: Int = 64
  ) -> SecretAssembly {
    var text = SecretAssembly()
    text.append("-----BEGIN \(label)-----\n")
    text.append(Base64.encode(body, columns: columns))
    text.append("-----END \(label)-----\n")
    return text
  }
}
