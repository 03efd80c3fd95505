/// Bytes that are no SSH data types (RFC 4251 §5): what was expected and what was found.
///
/// For the parsers, which turn it into an error of their own that says where it happened.
package struct WireError: Error, Hashable, Sendable {
  /// What happened, for people.
  package let reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
