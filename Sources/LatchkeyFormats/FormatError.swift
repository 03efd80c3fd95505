public import LatchkeyCrypto
public import LatchkeyKeys

/// Why bytes are not the key that was asked for, or a key not the file that was asked for.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct FormatError: Error, Sendable {
  /// What kind of failure this is.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// There is nothing in the file.
    case empty
    /// The file is none of the formats that are known.
    case unknownFormat
    /// The file is something well known that is not a key: a PGP key, an SSH signature, HTML.
    case notAKey
    /// A public key, where a private one is needed.
    case publicWherePrivate
    /// A private key, where a public one is needed.
    case privateWherePublic
    /// The end is missing.
    case truncated
    /// The content contradicts itself or its format.
    case damaged
    /// The key is encrypted and no passphrase was given.
    case passphraseRequired
    /// The passphrase does not unlock the key.
    case wrongPassphrase
    /// A format, cipher or algorithm that is known of but not read or written.
    case unsupported
    /// The file asks for more than `FormatLimits` allows.
    case boundExceeded
    /// The format cannot hold this key, or not as asked for.
    case cannotEncode
    /// The cryptographic library failed.
    case libraryFailure
  }

  /// What lies below.
  public enum Cause: Error, Sendable {
    /// The key itself was refused.
    case key(KeyError)
    /// A cryptographic primitive failed.
    case crypto(CryptoError)
  }

  /// The code, for programs.
  public let code: Code
  /// What was found, what was expected and what to do: lower case, no full stop, never a secret.
  public let reason: String
  /// The public half of a locked key, where its format shows it, so that it can name itself.
  public internal(set) var publicKey: PublicKey?
  /// The line, from 1, that the failure belongs to, where the file has several keys.
  public internal(set) var line: Int?
  /// What lies below, if anything.
  public let cause: Cause?

  package init(
    _ code: Code, _ reason: String, publicKey: PublicKey? = nil, line: Int? = nil,
    cause: Cause? = nil
  ) {
    self.code = code
    self.reason = reason
    self.publicKey = publicKey
    self.line = line
    self.cause = cause
  }
}

extension FormatError: Hashable {
  public static func == (first: FormatError, second: FormatError) -> Bool {
    first.code == second.code
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension FormatError: CustomStringConvertible {
  /// The reason, after the line where there is one: `line 3: …`.
  public var description: String {
    guard let line else { return reason }
    return "line \(line): \(reason)"
  }
}
