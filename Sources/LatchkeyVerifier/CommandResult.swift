/// What a command on the server did.
public struct CommandResult: Sendable, Hashable {
  /// How many bytes of each stream are kept, where nobody asks for more.
  public static let outputLimit = 65_536

  /// Its exit status; `nil` if a signal ended it or the server did not say.
  public var status: Int?
  /// The signal that ended it, without SIG (RFC 4254 §6.10).
  public var signal: String?
  /// What it wrote to standard output, at most 64 KiB of it.
  public var output: [UInt8] = []
  /// What it wrote to standard error, at most 64 KiB of it.
  public var errors: [UInt8] = []
  /// Whether it wrote more than was kept.
  public var isTruncated = false

  /// Nothing yet.
  public init() {}
}
