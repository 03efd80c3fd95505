/// Words as a shell has them, quotes and backslashes undone.
enum ShellWords {
  /// The words of a line; `nil` where a quotation does not end.
  ///
  /// - Parameter commentsBegin: whether `#` begins a comment, wherever it stands outside of quotes.
  static func split(_ line: Substring, commentsBegin: Bool) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = line[...]
    while let next = rest.popFirst() {
      if let open = quote {
        if next == open {
          quote = nil
        } else if next == "\\", open == "\"", let escaped = rest.first,
          escaped == "\"" || escaped == "\\"
        {
          rest.removeFirst()
          word?.append(escaped)
        } else {
          word?.append(next)
        }
        continue
      }
      switch next {
      case "\"", "'":
        quote = next
        word = word ?? ""
      case " ", "\t":
        if let done = word { words.append(done) }
        word = nil
      case "#" where commentsBegin:
        rest = ""
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        word = (word ?? "") + String(escaped)
      default: word = (word ?? "") + String(next)
      }
    }
    guard quote == nil else { return nil }
    if let done = word { words.append(done) }
    return words
  }
}
