/// A request to a metadata service, as far as the answer depends on it.
public struct MetadataRequest: Hashable, Sendable {
  /// The method, `GET`.
  public let method: String
  /// The request target as it was sent: a path, perhaps with a query, or a whole URL.
  public let target: String
  /// The header fields.
  public let headers: [HeaderField]

  /// A request.
  public init(_ method: String, _ target: String, headers: [HeaderField] = []) {
    self.method = method
    self.target = target
    self.headers = headers
  }

  /// All values of a header, whose name is given in lower case, in order.
  func values(of name: String) -> [String] {
    headers.compactMap { $0.isNamed(name) ? $0.value : nil }
  }
}
