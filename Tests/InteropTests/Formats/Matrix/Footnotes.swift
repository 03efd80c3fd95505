/// Reasons, numbered in the order in which they come up.
struct Footnotes {
  private var reasons: [String] = []

  /// The marks of some reasons: `¹²`.
  mutating func marks(of wanted: [String]) -> String {
    var numbers: [Int] = []
    for reason in wanted {
      if !reasons.contains(reason) { reasons.append(reason) }
      guard let index = reasons.firstIndex(of: reason), !numbers.contains(index + 1) else {
        continue
      }
      numbers.append(index + 1)
    }
    return numbers.map(Self.superscript).joined(separator: "˒")
  }

  /// `¹ one reason · ² another`.
  var text: String {
    reasons.enumerated().map { "\(Self.superscript($0 + 1)) \($1)" }.joined(separator: " ·\n")
  }

  private static func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(number).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
