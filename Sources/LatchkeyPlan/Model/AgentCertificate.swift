/// Which of the certificates that an agent holds of a key is offered in the key's place.
public enum AgentCertificate: Sendable {
  /// The only one.
  case only(YAMLPlace)
  /// The one with this key ID.
  case keyID(PlanName)

  /// Reads `agent-certificate`; `nil` for `false`.
  init?(_ node: YAMLNode) {
    switch node.boolean {
    case nil: self = .keyID(PlanName(node))
    case true?: self = .only(node.place)
    case false?: return nil
    }
  }

  /// Where it stands.
  public var place: YAMLPlace {
    switch self {
    case .only(let place): place
    case .keyID(let name): name.place
    }
  }
}
