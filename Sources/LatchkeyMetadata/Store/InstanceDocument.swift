import FoundationEssentials

/// An instance as it is kept: its JSON, and the number of the format it is kept in.
struct InstanceDocument: Codable {
  let instance: Instance

  /// The format that is written, and the only one that is read.
  static let version = 1

  enum CodingKeys: String, CodingKey { case version }

  init(_ instance: Instance) { self.instance = instance }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container,
        debugDescription: "format \(version), of which this version knows nothing")
    }
    instance = try Instance(from: decoder)
  }

  func encode(to encoder: any Encoder) throws {
    try instance.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
  }

  /// What a decoder has found, in one line: where in the document, and what is wrong there.
  static func explain(_ error: any Error) -> String {
    let place: [any CodingKey]
    let text: String
    switch error {
    case DecodingError.dataCorrupted(let context):
      (place, text) = (context.codingPath, context.debugDescription)
    case DecodingError.keyNotFound(let key, let context):
      (place, text) = (context.codingPath, "'\(key.stringValue)' is missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      (place, text) = (context.codingPath, context.debugDescription)
    default: (place, text) = ([], "\(error)")
    }
    let path = place.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    let line = text.printable
    return path.isEmpty ? line : "\(path): \(line)"
  }
}
