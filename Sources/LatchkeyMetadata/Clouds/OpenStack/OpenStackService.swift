import FoundationEssentials

/// Nova's metadata service of one instance: its own tree below `/openstack`, and EC2's for whoever
/// knows no other cloud.
///
/// There are no tokens, and every method reads, as with Nova; a password cannot be posted, since an
/// instance has no place for one.
struct OpenStackService: MetadataService {
  let instance: Instance
  private let documents: OpenStackDocuments

  var validUntil: Date? { nil }

  init(of instance: Instance) {
    self.instance = instance
    documents = OpenStackDocuments(instance: instance)
  }

  private static let text = "text/plain; charset=UTF-8"

  func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    let answer = PlainAnswer(to: request, at: time)
    guard let parts = RequestTarget(request.target)?.parts else { return refuse(400, answer) }
    if parts.count == 3, parts[0] == "openstack", parts[2] == "password" {
      guard content(parts) != nil, isReachable else { return refuse(404, answer) }
      guard request.method == "GET" else { return refuse(400, answer) }
      return answer.give([], type: "text/html; charset=UTF-8")
    }
    guard isReachable, let content = content(parts, seed: OpenStackSeed.make(using: &random)) else {
      return refuse(404, answer)
    }
    // Nova labels these three as JSON, and network_data.json as text.
    let isJSON = ["meta_data.json", "vendor_data.json", "vendor_data2.json"].contains(parts.last)
    return answer.give(content, type: isJSON ? "application/json" : Self.text)
  }

  /// What lies at a path; where nothing does, what lies there below `latest`, EC2's tree first.
  func content(at path: String) -> [UInt8]? {
    guard let parts = RequestTarget(path.hasPrefix("/") ? path : "/" + path)?.parts else {
      return nil
    }
    return content(parts) ?? content(["latest"] + parts)
      ?? content(["openstack", "latest"] + parts)
  }

  /// An instance whose endpoint is off is one that Nova's service does not know.
  private var isReachable: Bool { instance.metadataOptions.endpoint == .enabled }

  private func content(_ parts: [String], seed: @autoclosure () -> String? = nil) -> [UInt8]? {
    guard parts.first == "openstack" else {
      // EC2's tree is the one that is meant where none is named.
      let rest = parts.first == "ec2" ? parts.dropFirst() : parts[...]
      guard let version = rest.first else { return Self.lines(NovaEC2Tree.names) }
      return NovaEC2Tree(of: instance, version: version)?.bytes(at: rest.dropFirst())
    }
    guard parts.count > 1 else { return Self.lines(OpenStackVersion.names) }
    guard let version = OpenStackVersion(name: parts[1]) else { return nil }
    switch parts.count {
    case 2: return Self.lines(documents.names(version))
    case 3 where parts[2] == "version": return Self.lines(documents.names(version))
    case 3:
      return documents.content(
        parts[2], version, seed: seed() ?? OpenStackSeed.fixed(for: instance.id))
    default: return nil
    }
  }

  private static func lines(_ names: [String]) -> [UInt8] {
    Array(names.joined(separator: "\n").utf8)
  }

  /// An error, with the page that WebOb, on which Nova stands, gives to whoever does not ask for
  /// another form.
  private func refuse(_ status: Int, _ answer: PlainAnswer) -> MetadataResponse {
    let (name, text) =
      status == 404
      ? ("Not Found", "The resource could not be found.")
      : ("Bad Request", "The path is malformed, or takes GET only.")
    let page = """
      <html>
       <head>
        <title>\(status) \(name)</title>
       </head>
       <body>
        <h1>\(status) \(name)</h1>
        \(text)<br /><br />



       </body>
      </html>
      """
    return answer.give(Array(page.utf8), status: status, type: "text/html; charset=UTF-8")
  }
}
