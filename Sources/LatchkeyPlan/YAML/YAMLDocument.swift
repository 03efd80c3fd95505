internal import LatchkeyFiles
internal import LatchkeyFormats

/// The one document of a YAML file, as a tree.
struct YAMLDocument: Sendable {
  /// The whole of it.
  let root: YAMLNode

  /// Reads a file: UTF-8, one document, names that are text and stand once in each mapping.
  ///
  /// - Throws: `.syntax`, `.boundExceeded`, `.unsupported`, `.duplicate`, for the first mistake:
  ///   what follows it cannot be understood any more.
  init(
    _ bytes: [UInt8], fileName: String, limits: YAMLLimits = YAMLLimits()
  ) throws(PlanError) {
    guard bytes.count <= limits.size else {
      throw PlanError(
        .boundExceeded, in: fileName, at: nil,
        "\(bytes.count) bytes, and at most \(limits.size) are read")
    }
    // Some editors put the mark in front; it is no part of the text (YAML 1.2.2 §5.2).
    guard !UTF16Text.isBegun(by: bytes) else {
      throw PlanError(
        .syntax, in: fileName, at: nil, "\(UTF16Text.description), where UTF-8 is read")
    }
    guard let content = String(validating: ByteOrderMark.dropped(from: bytes), as: UTF8.self) else {
      throw PlanError(
        .syntax, in: fileName, at: Self.placeOfDamage(bytes),
        "bytes that are not UTF-8; save the file as UTF-8")
    }
    var composer = try YAMLComposer(content, fileName: fileName, limits: limits)
    root = try composer.document()
  }

  /// The first line that is not UTF-8.
  private static func placeOfDamage(_ bytes: [UInt8]) -> YAMLPlace {
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    return YAMLPlace(line: index + 1, column: 1)
  }
}
