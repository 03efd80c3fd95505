internal import CLibCrypto

/// What went wrong inside the cryptographic libraries.
///
/// Two errors are equal when their codes are: the reason is for people and may change.
public struct CryptoError: Error, Hashable, Sendable {
  /// What kind of failure this is.
  public enum Code: Hashable, Sendable {
    /// A parameter is outside what the algorithm takes.
    case invalidParameter
    /// Authenticated data does not match its tag.
    case authenticationFailed
    /// The key's numbers do not belong together, or are no key at all.
    case invalidKey
    /// The library of this machine lacks the algorithm.
    case unsupported
    /// The library failed, for lack of memory for example.
    case libraryFailure
  }

  /// The code, for programs.
  public let code: Code
  /// What happened, for people: lower case, no full stop, never a secret.
  public let reason: String

  package init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The failure of a libcrypto call, with the first cause that the library queued. The queue is
  /// drained, so that no later failure is blamed on this one.
  package static func libcrypto(_ operation: String, code: Code = .libraryFailure) -> CryptoError {
    var first: UInt = 0
    while true {
      let next = ERR_get_error()
      if next == 0 { break }
      if first == 0 { first = next }
    }
    guard first != 0, let text = unsafe ERR_reason_error_string(first) else {
      return CryptoError(code, "\(operation) failed in libcrypto")
    }
    return CryptoError(code, "\(operation) failed in libcrypto: \(unsafe String(cString: text))")
  }

  public static func == (first: CryptoError, second: CryptoError) -> Bool {
    first.code == second.code
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CryptoError: CustomStringConvertible {
  public var description: String { reason }
}
