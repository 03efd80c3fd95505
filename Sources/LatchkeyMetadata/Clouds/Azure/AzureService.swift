public import FoundationEssentials

/// Microsoft Azure's instance metadata service of one instance, and the wireserver beside it, which a
/// guest asks for its goal and tells when it is ready: request in, response out.
///
/// On Azure the two have an address each; here they have one, and tell requests apart by the path.
public struct AzureService: MetadataService {
  /// The instance that answers.
  public let instance: Instance

  /// For as long as the instance does not change: what rotates is made for each request.
  public var validUntil: Date? { nil }

  /// The service of an instance.
  public init(of instance: Instance) { self.instance = instance }

  /// Answers a request.
  public func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    let reply = reply(to: request, at: time)
    let body = Array(reply.body.utf8)
    var headers = [HeaderField("Content-Type", reply.mediaType)]
    if reply.status == 405 { headers.append(HeaderField("Allow", "GET")) }
    headers.append(HeaderField("Content-Length", "\(body.count)"))
    headers.append(HeaderField("Date", CivilTime(time).httpDate))
    headers.append(HeaderField("Server", "IMDS/150.870.65.1854"))
    return MetadataResponse(
      status: reply.status, headers: headers, body: body, sendsBody: request.method != "HEAD")
  }

  /// What lies at a path, with `/metadata/` before it or without; the newest version, unless the
  /// query names one, and a single value as text.
  public func content(at path: String) -> [UInt8]? {
    guard let target = RequestTarget(path.hasPrefix("/") ? path : "/" + path) else { return nil }
    let parts = target.parts.first == "metadata" ? Array(target.parts.dropFirst()) : target.parts
    let resource = AzureResource(instance: instance, target: target)
    let reply = resource.reply(at: parts, isAsked: false, time: Date())
    guard reply.status == 200 else { return nil }
    return Array(reply.body.utf8)
  }

  private func reply(to request: MetadataRequest, at time: Date) -> AzureReply {
    guard instance.metadataOptions.endpoint == .enabled else {
      return .refuse(403, "The metadata endpoint of this instance is disabled")
    }
    guard let target = RequestTarget(request.target) else {
      return .refuse(400, "Bad request. The path or the query is malformed")
    }
    guard target.parts.first == "metadata" else {
      return Wireserver(instance: instance).reply(to: request, target)
    }
    // Neither a proxy that was left open nor a page in a browser may lend its callers the
    // instance's identity.
    guard request.values(of: "metadata").map({ $0.lowercased() }) == ["true"] else {
      return .refuse(400, "Bad request. Required metadata header not specified")
    }
    guard request.values(of: "x-forwarded-for").isEmpty else {
      return .refuse(400, "Bad request. A request with an X-Forwarded-For header is not answered")
    }
    guard Set(target.parameters.map { $0.name.lowercased() }).count == target.parameters.count
    else { return .refuse(400, "Bad request. A parameter of the query is there twice") }
    guard request.method == "GET" else { return .refuse(405, "Only GET is supported") }
    let resource = AzureResource(instance: instance, target: target)
    return resource.reply(at: Array(target.parts.dropFirst()), isAsked: true, time: time)
  }
}
