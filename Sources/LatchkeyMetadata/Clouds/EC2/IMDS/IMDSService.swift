public import FoundationEssentials

/// EC2's instance metadata service (IMDSv2 and v1) of one instance: request in, response out.
///
/// It holds the instance's tree ready made.
public struct IMDSService: MetadataService {
  /// The instance that answers.
  public let instance: Instance
  private let tokens: TokenAuthority
  private let tree: MetadataTree
  /// When the service was made, as HTTP writes it: since then at least nothing has changed.
  private let birth: String

  /// Until when the service's answers are true; `nil` for as long as the instance does not change.
  public var validUntil: Date? { tree.validUntil }

  /// The service of an instance.
  ///
  /// - Parameters:
  ///   - instance: whose metadata it is.
  ///   - tokens: who issues the session tokens; the same for all services of a process.
  ///   - authority: what signs the identity document and temporary keys, when asked for.
  ///   - time: now, for what rotates in the metadata.
  public init(
    of instance: Instance, tokens: TokenAuthority, signedBy authority: CloudAuthority = .ofProcess,
    at time: Date
  ) {
    self.instance = instance
    self.tokens = tokens
    birth = CivilTime(time).httpDate
    tree = MetadataTree(of: instance, at: time, signedBy: authority)
  }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - request: what was asked.
  ///   - time: now.
  ///   - random: what a token's nonce is drawn from.
  public func respond(
    to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    var answer = IMDSAnswer(to: request, at: time)
    guard instance.metadataOptions.endpoint == .enabled else { return answer.refuse(403) }
    let path = MetadataPath(request.target)
    if case .below(let version, "api/token") = path {
      return respondToToken(request, version: version, answer: &answer, at: time, using: &random)
    }
    switch request.method {
    case "GET", "HEAD": break
    case "PUT" where path == .malformed: return answer.refuse(400)
    case "PUT": return answer.refuse(403)
    default: return answer.refuse(405, allow: "GET, HEAD")
    }
    let sent = request.values(of: IMDSAnswer.tokenHeader)
    guard sent.count <= 1 else { return answer.refuse(400) }
    if let token = sent.first {
      guard let left = tokens.secondsLeft(of: token, for: instance.id, at: time) else {
        return answer.refuse(401)
      }
      answer.secondsLeft = left
    } else if instance.metadataOptions.tokens == .required {
      return answer.refuse(401)
    }
    switch path {
    case .malformed: return answer.refuse(400)
    case .unknown: return answer.refuse(404)
    case .versions:
      let list = MetadataPath.Version.listed.joined(separator: "\n")
      return answer.give(.listing(Array(list.utf8)), since: birth)
    case .below(_, let path):
      guard let node = tree.node(at: path) else { return answer.refuse(404) }
      return answer.give(node, since: birth)
    }
  }

  /// What lies at a path, with a version before it or without.
  public func content(at path: String) -> [UInt8]? {
    switch MetadataPath(path.hasPrefix("/") ? path : "/" + path) {
    case .below(_, let below): tree.node(at: below)?.bytes
    case .versions: tree.node(at: "")?.bytes
    case .unknown: tree.node(at: path.split(separator: "/").joined(separator: "/"))?.bytes
    case .malformed: nil
    }
  }

  /// `PUT /latest/api/token`. Whatever came through a proxy is refused, because a proxy that was
  /// left open must not lend its callers the instance's identity.
  private func respondToToken(
    _ request: MetadataRequest, version: MetadataPath.Version, answer: inout IMDSAnswer,
    at time: Date, using random: inout some RandomNumberGenerator
  ) -> MetadataResponse {
    switch request.method {
    case "PUT": break
    case "OPTIONS": return answer.allow("OPTIONS, PUT")
    default: return answer.refuse(405, allow: "OPTIONS, PUT")
    }
    guard version == .latest, request.values(of: "x-forwarded-for").isEmpty else {
      return answer.refuse(403)
    }
    let lifetimes = request.values(of: IMDSAnswer.lifetimeHeader)
    guard lifetimes.count == 1, lifetimes[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let lifetime = Int(lifetimes[0]), TokenAuthority.lifetimes.contains(lifetime)
    else { return answer.refuse(400) }
    let token = tokens.issue(
      for: instance.id, lifetime: lifetime, at: time, nonce: random.next())
    answer.secondsLeft = lifetime
    answer.timeToLive = instance.metadataOptions.hopLimit
    return answer.give(token: token)
  }
}
