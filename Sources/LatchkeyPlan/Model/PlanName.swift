/// A name, path or other text in a plan, and where it stands.
public struct PlanName: Sendable {
  /// What it says.
  public let text: String
  /// Where.
  public let place: YAMLPlace

  init(_ text: String, at place: YAMLPlace) {
    self.text = text
    self.place = place
  }

  init(_ node: YAMLNode) {
    self.init(node.scalar?.text ?? "", at: node.place)
  }

  /// The one name of a scalar, or those of a list.
  static func all(_ node: YAMLNode?) -> [PlanName]? { node?.texts.map(PlanName.init) }
}
