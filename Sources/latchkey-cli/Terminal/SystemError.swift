import Glibc

/// The text of an `errno` value, in the voice of our messages.
enum SystemError {
  /// `ENOSPC` → "no space left on device".
  static func text(_ code: Int32) -> String {
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
