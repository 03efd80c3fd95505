/// Text inside Markdown (GitHub's flavour) that a server or a plan has words in.
enum MarkdownText {
  /// The text as code, all on one line. Whatever Markdown or HTML would give a meaning is a numeric
  /// reference, which CommonMark §6.2 never takes for structure; inside `code`, GitHub makes neither
  /// links nor mentions of it.
  static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

  /// The text without marks, all on one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Visible.line(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ";", "/", "'", "(", ")", "=", "?", "%":
        result.unicodeScalars.append(scalar)
      // What may begin a list, a link or a mention is told by what stands around it, and a dash or a
      // full stop inside a word by nothing.
      case "-", ".":
        let isInside = result.unicodeScalars.last.map { $0.properties.isAlphabetic } == true
        if isInside && !result.lowercased().hasSuffix("www") {
          result.unicodeScalars.append(scalar)
        } else {
          result += "&#\(scalar.value);"
        }
      default:
        if scalar.isASCII {
          result += "&#\(scalar.value);"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
