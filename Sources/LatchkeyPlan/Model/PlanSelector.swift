/// How a rule names keys, users or hosts.
public struct PlanSelector: Sendable {
  /// What is named.
  public enum Kind: Hashable, Sendable {
    /// All there are.
    case all
    /// One, by its name.
    case name(String)
    /// Those whose names fit; `*` is any run of characters, `?` any one.
    case pattern(String)
    /// Those that have a tag, or one that fits.
    case tag(String)
  }

  /// What is named.
  public let kind: Kind
  /// Whether it is left out of what is named before (`!name`).
  public let isExclusion: Bool
  /// Where it stands.
  public let place: YAMLPlace

  init(_ node: YAMLNode) {
    var text = Substring(node.scalar?.text ?? "")
    place = node.place
    isExclusion = text.hasPrefix("!")
    if isExclusion { text = text.dropFirst() }
    if text == "all" {
      kind = .all
    } else if text.hasPrefix("tag:") {
      kind = .tag(String(text.dropFirst(4)))
    } else if text.contains("*") || text.contains("?") {
      kind = .pattern(String(text))
    } else {
      kind = .name(String(text))
    }
  }

  /// It as it is written.
  public var text: String {
    let text =
      switch kind {
      case .all: "all"
      case .name(let name), .pattern(let name): name
      case .tag(let tag): "tag:\(tag)"
      }
    return isExclusion ? "!\(text)" : text
  }
}
