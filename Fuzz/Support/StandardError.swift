internal import Glibc

/// Where a fuzzer's messages go.
enum StandardError {
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { unsafe _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
