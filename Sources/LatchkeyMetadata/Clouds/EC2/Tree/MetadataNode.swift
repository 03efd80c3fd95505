/// What lies at one path of the metadata.
public enum MetadataNode: Hashable, Sendable {
  /// A folder's listing: an entry a line, folders with a slash, no newline at the end (boto3
  /// appends the one entry of `security-credentials/` to its next URL as it is).
  case listing([UInt8])
  /// A value.
  case leaf([UInt8], MediaType)
  /// A value that is made when it is first read.
  case deferred(DeferredText)

  /// How a value is to be labelled.
  public enum MediaType: String, Hashable, Sendable {
    /// Nearly everything, JSON included, as the real service has it.
    case text = "text/plain"
    /// The user data, which may be anything.
    case octets = "application/octet-stream"
  }

  /// The bytes that the path answers with.
  public var bytes: [UInt8] {
    switch self {
    case .listing(let bytes), .leaf(let bytes, _): bytes
    case .deferred(let text): text.bytes
    }
  }

  /// The label that the path answers with.
  public var mediaType: MediaType {
    switch self {
    case .listing, .deferred: .text
    case .leaf(_, let type): type
    }
  }
}
