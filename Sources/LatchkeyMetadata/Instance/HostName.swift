/// Host names that can be, made of names that people give.
enum HostName {
  /// A name as one label (RFC 1123 §2.1): letters, digits and hyphens in lower case, at most 63, no
  /// hyphen at either end. Blanks, dots and underscores become hyphens, as Nova makes them; whatever
  /// else a name holds is left out.
  ///
  /// - Parameter beginsWithLetter: whether digits in front are left out as well (RFC 1035 §2.3.1).
  /// - Returns: `nil` where nothing is left.
  static func label(of name: some StringProtocol, beginsWithLetter: Bool = false) -> String? {
    let characters = name.lowercased().unicodeScalars.compactMap { scalar -> Character? in
      switch scalar {
      case "a"..."z", "0"..."9", "-": Character(scalar)
      case " ", "_", ".": "-"
      default: nil
      }
    }
    let label = characters.drop { $0 == "-" || beginsWithLetter && $0.isNumber }.prefix(63)
    return label.lastIndex { $0 != "-" }.map { String(label[...$0]) }
  }

  /// A name as a host name, a label for each part between its dots.
  ///
  /// - Returns: `nil` where nothing is left.
  static func dotted(_ name: String) -> String? {
    let labels = name.split(separator: ".").compactMap { label(of: $0) }
    return labels.isEmpty ? nil : labels.joined(separator: ".")
  }
}
