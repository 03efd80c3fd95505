/// A request target taken apart.
///
/// ```
/// /computeMetadata/v1/instance/?recursive=true    a path, perhaps with a query
/// http://host:80/metadata/instance?a=b#c          the same as a URL: RFC 9112 §3.2.2
/// ```
struct RequestTarget: Hashable {
  /// A name and a value of the query.
  struct Parameter: Hashable {
    let name: String
    let value: String
  }

  /// The path's parts, decoded; empty ones do not count.
  let parts: [String]
  /// Whether the path ends in a slash, as that of a folder.
  let hasTrailingSlash: Bool
  /// The query as it was sent, without its question mark; `nil` where there is none.
  let query: String?
  /// The query's parameters, decoded, in order.
  let parameters: [Parameter]

  /// Takes a target apart; `nil` for what is no path, or has a broken percent escape.
  init?(_ target: String) {
    var rest = Substring(target)
    for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" && $0 != "#" }
      if rest.first != "/" { rest = "/" + rest }
    }
    guard rest.utf8.first == 0x2f else { return nil }
    rest = rest.prefix { $0 != "#" }
    let path = rest.prefix { $0 != "?" }
    query = path.endIndex == rest.endIndex ? nil : String(rest[path.endIndex...].dropFirst())
    hasTrailingSlash = path.hasSuffix("/")
    var parts: [String] = []
    for part in path.utf8.split(separator: 0x2f) {
      guard let decoded = PercentEncoding.decode(part), !decoded.contains("/") else { return nil }
      parts.append(decoded)
    }
    self.parts = parts
    guard let parameters = Self.parameters(of: query ?? "") else { return nil }
    self.parameters = parameters
  }

  /// The path, with a slash before each part and, where it was sent, one at its end.
  var path: String { parts.map { "/" + $0 }.joined() + (hasTrailingSlash ? "/" : "") }

  /// The values of a parameter, in order.
  func values(of name: String) -> [String] {
    parameters.compactMap { $0.name == name ? $0.value : nil }
  }

  /// `name=value&name&…`, a plus being a space.
  private static func parameters(of query: String) -> [Parameter]? {
    var parameters: [Parameter] = []
    for field in query.split(separator: "&") {
      let plain = Substring(String(field.map { $0 == "+" ? " " : $0 }))
      let halves = plain.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(halves[0].utf8),
        let value = PercentEncoding.decode((halves.count > 1 ? halves[1] : "").utf8)
      else { return nil }
      parameters.append(Parameter(name: name, value: value))
    }
    return parameters
  }
}
