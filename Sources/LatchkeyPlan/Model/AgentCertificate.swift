/// Which of the certificates that an agent holds of a key is offered in the key's place.
public enum AgentCertificate: Sendable {
  /// None: the key itself.
  case plain(YAMLPlace)
  /// The only one.
  case only(YAMLPlace)
  /// The one with this key ID.
  case keyID(PlanName)

  /// Reads `agent-certificate`.
  init(_ node: YAMLNode) {
    switch node.boolean {
    case nil: self = .keyID(PlanName(node))
    case true?: self = .only(node.place)
    case false?: self = .plain(node.place)
    }
  }

  /// Whether it is none.
  var isPlain: Bool { if case .plain = self { true } else { false } }

  /// Where it stands.
  public var place: YAMLPlace {
    switch self {
    case .plain(let place), .only(let place): place
    case .keyID(let name): name.place
    }
  }
}
