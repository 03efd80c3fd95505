public import LatchkeyCrypto

/// Why something is no key, or a key cannot do what was asked.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct KeyError: Error, Hashable, Sendable {
  /// What kind of failure this is.
  public enum Code: Hashable, Sendable {
    /// The bytes are no public key of the form that RFC 4253 §6.6 and its successors give.
    case malformedPublicKey
    /// The bytes are no certificate of the form that OpenSSH's PROTOCOL.certkeys gives.
    case malformedCertificate
    /// A certificate's signature is not its authority's.
    case badSignature
    /// The name of the algorithm is not one that latchkey knows.
    case unknownAlgorithm
    /// A size that the algorithm does not have, or that is out of bounds.
    case unsupportedSize
    /// The numbers of a key do not belong together.
    case inconsistentKey
    /// The key cannot make or check signatures of that algorithm.
    case unsuitableAlgorithm
    /// The cryptographic library failed; see `underlying`.
    case cryptoFailure
  }

  /// The code, for programs.
  public let code: Code
  /// What was found and what was expected, for people: lower case, no full stop, never a secret.
  public let reason: String
  /// What the cryptographic library said, where it was asked.
  public let underlying: CryptoError?

  package init(_ code: Code, _ reason: String, underlying: CryptoError? = nil) {
    self.code = code
    self.reason = reason
    self.underlying = underlying
  }

  /// The failure of a cryptographic operation: numbers that are no key are the key's fault, the
  /// rest is the library's.
  package init(_ error: CryptoError) {
    self.init(
      error.code == .invalidKey ? .inconsistentKey : .cryptoFailure, error.reason,
      underlying: error)
  }

  public static func == (first: KeyError, second: KeyError) -> Bool { first.code == second.code }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension KeyError: CustomStringConvertible {
  public var description: String { reason }
}
