import Synchronization

/// A text that one task sets and another reads.
final class TextBox: Sendable {
  private let content = Mutex("")

  /// The text now.
  var text: String { content.withLock { $0 } }

  /// Sets the text.
  func set(_ text: String) { content.withLock { $0 = text } }
}
