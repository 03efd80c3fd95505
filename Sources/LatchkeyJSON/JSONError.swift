/// Why bytes are not the JSON text that they should be.
package struct JSONError: Error, Hashable, CustomStringConvertible {
  /// What is wrong; callers match this.
  package enum Code: String, Sendable, Hashable {
    /// The text breaks RFC 8259.
    case malformed
    /// The bytes end before the value does.
    case endsEarly
    /// A name stands twice in one object.
    case duplicateName
    /// The value is larger, or nested deeper, than the reader was told to take.
    case tooLarge
    /// JSON that ``JSONValue`` has no room for: `null` outside an object, a number out of range.
    case unsupported
  }

  /// What is wrong.
  package let code: Code
  /// How many bytes stand before the place where it shows.
  package let offset: Int
  /// The same for people.
  package let reason: String

  init(_ code: Code, at offset: Int, _ reason: String) {
    self.code = code
    self.offset = offset
    self.reason = reason
  }

  /// The reason, with its place counted from 1.
  package var description: String { "byte \(offset + 1): \(reason)" }
  /// Equality compares the code.
  package static func == (one: JSONError, other: JSONError) -> Bool { one.code == other.code }
  /// Hashes what equality compares.
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
