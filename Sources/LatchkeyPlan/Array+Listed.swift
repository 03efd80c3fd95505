extension Array<String> {
  /// `file, agent and public-key`.
  var listed: String { listed(by: "and") }

  /// The same with another word before the last: `file, agent or public-key`.
  func listed(by word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
