/// A metadata service's answer.
public struct MetadataResponse: Hashable, Sendable {
  /// The HTTP status.
  public let status: Int
  /// All header fields but those of the connection (`Connection`, `Keep-Alive`). `Content-Length`
  /// is that of the ``body``, also in the answer to HEAD, which is sent without it.
  public let headers: [HeaderField]
  /// The body.
  public let body: [UInt8]
  /// Whether the body is sent; it is not in the answer to HEAD.
  public let sendsBody: Bool
  /// The IP time to live that the answer has to travel with; `nil` for the system's own.
  public let timeToLive: Int?

  /// An answer.
  public init(
    status: Int, headers: [HeaderField], body: [UInt8] = [], sendsBody: Bool = true,
    timeToLive: Int? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.sendsBody = sendsBody
    self.timeToLive = timeToLive
  }

  /// The value of a header, whatever the case of its name.
  public func header(_ name: String) -> String? {
    let lowercase = name.lowercased()
    return headers.first { $0.isNamed(lowercase) }?.value
  }
}
