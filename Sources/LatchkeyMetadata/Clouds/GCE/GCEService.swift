public import FoundationEssentials

/// Google Compute Engine's metadata server of one instance: request in, response out.
public struct GCEService: MetadataService {
  /// The instance that answers.
  public let instance: Instance
  /// Until the next key expires.
  public let validUntil: Date?
  private let root: GCENode

  /// The service of an instance, as it is at a time.
  public init(of instance: Instance, at time: Date) {
    self.instance = instance
    validUntil = instance.nextExpiry(after: time)
    root = GCETree.root(of: instance, at: time)
  }

  /// Answers a request.
  public func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    let answer = GCEAnswer(to: request, at: time)
    guard instance.metadataOptions.endpoint == .enabled else {
      return answer.refuse(403, "The metadata endpoint of this instance is disabled")
    }
    guard let target = RequestTarget(request.target) else {
      return answer.refuse(400, "The request's path or query is malformed")
    }
    let path = target.parts
    let isVersion1 = path.starts(with: ["computeMetadata", "v1"])
    if isVersion1, let refusal = refusal(of: request, answer) { return refusal }
    guard ["GET", "HEAD"].contains(request.method) else {
      if isVersion1, path.dropFirst(2).starts(with: ["instance", "guest-attributes"]) {
        return Self.refuseGuestAttributes(answer)
      }
      return answer.refuse(405, "Only GET and HEAD read the metadata", allow: "GET, HEAD")
    }
    guard isVersion1 else {
      switch path {
      case []: return answer.give("computeMetadata/\n")
      case ["computeMetadata"] where target.hasTrailingSlash: return answer.give("v1/\n")
      case ["computeMetadata"]: return redirect(to: target, request, answer)
      default: return answer.refuse(404, "There is nothing at this path")
      }
    }
    return respond(to: request, target, answer, at: time)
  }

  /// A request with `wait_for_change` waits while the ETag is the one that it names, or where it names
  /// none, the one that there was when it came.
  public func hold(on request: MetadataRequest, at time: Date) -> MetadataHold? {
    guard let target = RequestTarget(request.target), let query = try? GCEQuery(target),
      query.waitsForChange
    else { return nil }
    var random = SystemRandomNumberGenerator()
    let response = respond(to: request, at: time, using: &random)
    guard response.status == 200, let tag = response.header("ETag"),
      query.lastTag.map({ $0 == tag }) ?? true
    else { return nil }
    return MetadataHold(seconds: query.seconds ?? .max, state: tag)
  }

  /// What lies at a path, with `/computeMetadata/v1/` before it or without.
  public func content(at path: String) -> [UInt8]? {
    guard let target = RequestTarget(path.hasPrefix("/") ? path : "/" + path) else { return nil }
    let prefix = ["computeMetadata", "v1"]
    let parts = target.parts.starts(with: prefix) ? Array(target.parts.dropFirst(2)) : target.parts
    guard let query = try? GCEQuery(target), let node = root.node(at: parts),
      node.isFolder || !target.hasTrailingSlash
    else { return nil }
    guard case .give(let text, _) = outcome(of: node, query, at: Date()) else { return nil }
    return Array(text.utf8)
  }

  /// Whatever came through a proxy, or from a client that does not say that it means this service, is
  /// refused: neither a proxy that was left open nor a page in a browser may lend its callers the
  /// instance's identity.
  private func refusal(of request: MetadataRequest, _ answer: GCEAnswer) -> MetadataResponse? {
    guard request.values(of: "x-forwarded-for").isEmpty else {
      return answer.refuse(403, "A request with an X-Forwarded-For header is not answered")
    }
    let isMeant =
      request.values(of: "metadata-flavor") == ["Google"]
      || request.values(of: "x-google-metadata-request") == ["True"]
    return isMeant ? nil : answer.refuse(403, "Missing Metadata-Flavor:Google header")
  }

  private func respond(
    to request: MetadataRequest, _ target: RequestTarget, _ answer: GCEAnswer, at time: Date
  ) -> MetadataResponse {
    let path = target.parts.dropFirst(2)
    if path.starts(with: ["instance", "guest-attributes"]) {
      return Self.refuseGuestAttributes(answer)
    }
    guard let node = root.node(at: path), node.isFolder || !target.hasTrailingSlash else {
      return answer.refuse(404, "There is nothing at this path")
    }
    let query: GCEQuery
    do {
      query = try GCEQuery(target)
    } catch {
      return answer.refuse(400, "In the query \(error.reason)")
    }
    guard !node.isFolder || target.hasTrailingSlash else {
      return redirect(to: target, request, answer)
    }
    switch outcome(of: node, query, at: time) {
    case .give(let text, let isJSON): return answer.give(text, isJSON: isJSON)
    case .refuse(let reason): return answer.refuse(400, reason)
    }
  }

  private func redirect(
    to target: RequestTarget, _ request: MetadataRequest, _ answer: GCEAnswer
  ) -> MetadataResponse {
    answer.redirect(target, host: request.values(of: "host").first)
  }

  /// As on an instance where they have not been enabled, which is how GCE launches them.
  private static func refuseGuestAttributes(_ answer: GCEAnswer) -> MetadataResponse {
    answer.refuse(403, "The guest attributes of this instance are disabled")
  }
}
