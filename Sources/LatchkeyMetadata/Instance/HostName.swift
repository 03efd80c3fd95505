/// Host names that can be, made of names that people give.
enum HostName {
  /// A name as one label (RFC 1123 §2.1): letters, digits and hyphens in lower case, at most 63, no
  /// hyphen at either end. Blanks, dots and underscores become hyphens, as Nova makes them; whatever
  /// else a name holds is left out.
  ///
  /// - Returns: `nil` where nothing is left.
  static func label(of name: some StringProtocol) -> String? {
    let characters = name.lowercased().unicodeScalars.prefix(63).compactMap {
      scalar -> Character? in
      switch scalar {
      case "a"..."z", "0"..."9", "-": Character(scalar)
      case " ", "_", ".": "-"
      default: nil
      }
    }
    let isHyphen = { (character: Character) in character == "-" }
    let trimmed = characters.drop(while: isHyphen).reversed().drop(while: isHyphen).reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  /// A name as a host name, a label for each part between its dots.
  ///
  /// - Returns: `nil` where nothing is left.
  static func dotted(_ name: String) -> String? {
    let labels = name.split(separator: ".").compactMap { label(of: $0) }
    return labels.isEmpty ? nil : labels.joined(separator: ".")
  }
}
