/// The id of an instance, `i-` and 17 (or, as before 2016, 8) hexadecimal digits in lower case.
///
/// An id is a file name of the store and a part of URLs, so no other shape is let in.
public struct InstanceID: Hashable, Sendable, Comparable, LosslessStringConvertible {
  /// The id as written: `i-0abcd1234ef567890`.
  public let description: String

  /// An id that was read; `nil` where the text has not the shape of one.
  public init?(_ text: String) {
    guard ResourceID.isValid(text, prefix: "i") else { return nil }
    description = text
  }

  /// A new id.
  public init(using random: inout some RandomNumberGenerator) {
    description = ResourceID.make("i", using: &random)
  }

  /// Orders ids as text.
  public static func < (left: InstanceID, right: InstanceID) -> Bool {
    left.description < right.description
  }
}

extension InstanceID: Codable {
  /// Reads the id from a JSON string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = InstanceID(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not an instance id (i- and 17 hex digits)")
    }
    self = id
  }

  /// Writes the id as a JSON string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
