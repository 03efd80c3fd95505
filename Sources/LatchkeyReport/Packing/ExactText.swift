/// A text that equals another only if both have the same bytes; two of Swift's are equal, too, where
/// Unicode takes them for the same (`é` in one scalar or in two).
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (one: ExactText, other: ExactText) -> Bool {
    guard one.text == other.text else { return false }
    return one.text.utf8Span.isKnownASCII || one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
