import Glibc

/// The system's words for its error numbers.
enum SystemText {
  /// `Connection refused` for `ECONNREFUSED`.
  static func of(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
