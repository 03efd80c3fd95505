import Glibc

/// The operating system's words for its error numbers.
enum SystemMessage {
  /// `no such file or directory` for `ENOENT`.
  static func text(of number: Int32) -> String {
    guard let words = unsafe strerror(number) else { return "error \(number)" }
    let text = unsafe String(cString: words)
    // In the middle of a sentence of ours; acronyms such as `RPC …` keep their capitals.
    guard let first = text.first, text.dropFirst().first?.isLowercase == true else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
