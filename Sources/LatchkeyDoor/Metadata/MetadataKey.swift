/// One entry of a metadata service's `public-keys/`.
public struct MetadataKey: Hashable, Sendable {
  /// The key pair's name.
  public let name: String
  /// What `openssh-key` answers: one line as a rule, though cloud-init takes several.
  public let text: String

  /// The lines that belong into `authorized_keys`: not blank, no comment.
  public var lines: [String] {
    text.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }
      .filter { !$0.isEmpty && $0.first != "#" }
      .map(String.init)
  }
}
