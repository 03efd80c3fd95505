/// OpenSSH's host patterns (ssh_config(5), PATTERNS): `*` is any run of characters, `?` any one.
package enum Wildcard {
  /// Whether the whole of `text` fits the pattern. Takes time proportional to the product of both
  /// lengths at most, whatever the pattern.
  package static func matches(_ text: String, pattern: String) -> Bool {
    let text = Array(text.utf8)
    let pattern = Array(pattern.utf8)
    var position = 0
    var wanted = 0
    // Where to go back to: behind the last star, and the text that it swallows so far.
    var retry: (pattern: Int, text: Int)?
    while position < text.count {
      if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "*") {
        wanted += 1
        retry = (wanted, position)
      } else if wanted < pattern.count,
        pattern[wanted] == UInt8(ascii: "?") || pattern[wanted] == text[position]
      {
        wanted += 1
        position += 1
      } else if let last = retry {
        wanted = last.pattern
        position = last.text + 1
        retry = (wanted, position)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
