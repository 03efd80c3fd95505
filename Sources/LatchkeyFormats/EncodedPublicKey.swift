public import LatchkeyKeys

/// A public key as a file holds it.
public struct EncodedPublicKey: Hashable, Sendable {
  /// The format it was found in.
  public let format: KeyFormat
  /// The line that it begins in, from 1; `nil` in binary files.
  public let line: Int?
  /// The key.
  public let publicKey: PublicKey
  /// What the file says about it, empty where it says nothing.
  public let comment: KeyComment
  /// What stands before the algorithm in a line of authorized_keys or known_hosts, split at its
  /// commas: options, host names, a marker such as `@revoked`.
  public let options: [String]

  /// What a careful reader should know about the key.
  public var warnings: [String] { KeyWarnings.of(publicKey) }
}
