import LatchkeyCrypto

/// What is said of one input of `convert` once its file is written; no key is kept for it.
struct ConversionReport: Sendable {
  private enum Result {
    case text(ResultText)
    /// What went to standard output speaks for itself.
    case content(ConvertedKey.Content)
  }

  private let result: Result
  private let warning: String?

  init(_ converted: ConvertedKey, isJSON: Bool) {
    warning = converted.warning
    if converted.target == "-" {
      result = .content(converted.content)
    } else {
      result = .text(isJSON ? ResultText(converted.json) : ResultText([converted.line]))
    }
  }

  /// One line or one object a file written.
  func print(to output: Output) throws(CommandFailure) {
    if let warning { output.warning(warning) }
    switch result {
    case .text(let text):
      output.result(text)
    case .content(let content):
      try content.bytes.withSpan { (bytes) throws(CommandFailure) in
        try output.result(secret: bytes)
      }
    }
  }
}
