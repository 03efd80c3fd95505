/// What a key file says about its key besides the key: mostly who made it and where.
///
/// Bytes, since no format fixes the encoding: a comment in Latin-1 is kept and written back as it
/// was.
public struct KeyComment: Hashable, Sendable {
  /// The comment as the file has it.
  public let bytes: [UInt8]

  /// A comment of these bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// A comment in UTF-8.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The comment for people: bytes that are not UTF-8 are shown as U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether there is no comment.
  public var isEmpty: Bool { bytes.isEmpty }
}

extension KeyComment: ExpressibleByStringLiteral {
  /// A comment written in the source.
  public init(stringLiteral text: String) { self.init(text) }
}

extension KeyComment: CustomStringConvertible {
  public var description: String { text }
}
