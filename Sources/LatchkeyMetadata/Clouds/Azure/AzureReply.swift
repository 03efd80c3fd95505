/// What one of Azure's services has to say, before it is put into HTTP.
enum AzureReply: Hashable {
  case json(JSONTree)
  case text(String)
  case xml(String)
  /// Taken notice of, and nothing to say.
  case nothing
  case refuse(Int, JSONTree)

  /// An error as the metadata service words it: `{"error": …}`.
  static func refuse(_ status: Int, _ reason: String) -> AzureReply {
    .refuse(status, .object(["error": reason]))
  }

  /// An error of the wireserver: none of its clients reads more than the status.
  static let noSuchPath = AzureReply.refuse(404, "Not found")

  /// The status.
  var status: Int { if case .refuse(let status, _) = self { status } else { 200 } }

  /// The body, as text.
  var body: String {
    switch self {
    case .json(let tree), .refuse(_, let tree): tree.text
    case .text(let text), .xml(let text): text
    case .nothing: ""
    }
  }

  /// The body's label.
  var mediaType: String {
    switch self {
    case .json, .refuse: "application/json; charset=utf-8"
    case .text, .nothing: "text/plain; charset=utf-8"
    case .xml: "text/xml; charset=utf-8"
    }
  }
}
