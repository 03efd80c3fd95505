import FoundationEssentials

extension GCEService {
  /// What a query of something that is there comes to.
  enum Outcome: Hashable {
    case give(String, isJSON: Bool)
    case refuse(String)
  }

  /// The form that is asked for of what lies at a path.
  func outcome(of node: GCENode, _ query: GCEQuery, at time: Date) -> Outcome {
    switch node {
    case .token:
      let token = GCEServiceAccounts.token(of: instance, at: time)
      guard query.form == .text else { return .give(token.text, isJSON: true) }
      return .give(Self.lines(of: token), isJSON: false)
    case .identity(let account):
      guard let audience = query.audience, !audience.isEmpty else {
        return .refuse("An identity token needs an audience parameter")
      }
      return .give(
        GCEServiceAccounts.identity(of: instance, account: account, for: audience, at: time),
        isJSON: false)
    case .folder, .numbered:
      guard query.isRecursive else {
        // A list of entries has one form, and says nothing of what changes below.
        if query.form != nil { return .refuse("A folder takes alt only with recursive=true") }
        if query.waitsForChange {
          return .refuse("A folder takes wait_for_change only with recursive=true")
        }
        return .give(node.plain, isJSON: false)
      }
      if query.form == .text { return .give(node.paths(), isJSON: false) }
    case .list(_, let isJSON):
      if query.form == .text || !isJSON && query.form == nil {
        return .give(node.plain, isJSON: false)
      }
    case .text, .number:
      if query.form != .json { return .give(node.plain, isJSON: false) }
    }
    return .give(node.json?.text ?? "", isJSON: true)
  }

  /// `access_token …` and so on, a member a line.
  private static func lines(of tree: JSONTree) -> String {
    guard case .object(let members) = tree else { return "" }
    return members.map { member in
      if case .string(let text) = member.value { return "\(member.name) \(text)\n" }
      return "\(member.name) \(member.value.text)\n"
    }.joined()
  }
}
