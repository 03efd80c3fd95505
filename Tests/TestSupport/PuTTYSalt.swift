/// The salt of a PuTTY key file, for tests that write the very same file.
public enum PuTTYSalt {
  private static let header = "Argon2-Salt: "

  /// The salt, or `nil` in a file that has none.
  public static func find(in file: [UInt8]) -> [UInt8]? {
    let lines = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.first { $0.hasPrefix(header) }
      .map { Hexadecimal.decode(String($0.dropFirst(header.count))) }
  }
}
