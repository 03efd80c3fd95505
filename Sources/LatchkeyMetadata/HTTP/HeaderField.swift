/// A header field of HTTP, name and value as they were sent.
public struct HeaderField: Hashable, Sendable {
  /// The name; in comparisons its case does not count.
  public let name: String
  /// The value, without the white space around it.
  public let value: String

  /// A field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field has a name, given in lower case.
  package func isNamed(_ lowercase: String) -> Bool {
    guard name.utf8.count == lowercase.utf8.count else { return false }
    return zip(name.utf8, lowercase.utf8).allSatisfy { own, wanted in
      own == wanted || ((0x41...0x5a).contains(own) && own | 0x20 == wanted)
    }
  }
}
