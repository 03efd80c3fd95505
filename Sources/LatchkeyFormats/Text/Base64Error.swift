/// Why a text is not base64.
enum Base64Error: Error {
  /// A character that does not belong, and where it stands.
  case notBase64(Int)
  /// The number of characters is no multiple of four: some are missing.
  case notWholeGroups(Int)
  /// Bits beyond the last byte are set, so that two texts would mean the same.
  case strayBits

  /// The error as a reader of the file gets it. `name` says what the base64 belongs to.
  func formatError(_ name: String, in file: SharedSecret, lines: [TextLine]) -> FormatError {
    switch self {
    case .notBase64(let position):
      let line = lines.last { $0.range.lowerBound <= position }?.number
      let place = line.map { " in line \($0)" } ?? ""
      return FormatError(.damaged, "\(name): a character\(place) is not base64")
    case .notWholeGroups(let count):
      return FormatError(
        .truncated,
        "\(name): \(count) characters of base64, which is no multiple of 4: some are missing")
    case .strayBits:
      return FormatError(.damaged, "\(name): the base64 ends in bits that belong to no byte")
    }
  }
}
