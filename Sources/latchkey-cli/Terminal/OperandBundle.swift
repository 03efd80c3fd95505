import ArgumentParser

/// Many operands in the one word that the argument parser sees.
///
/// The parser takes time and memory in the square of the number of words: of ten thousand key files,
/// longer than reading them. No word of a command line holds a NUL, so it can stand between them.
struct OperandBundle: ExpressibleByArgument {
  private static let separator: Character = "\0"

  let words: [String]

  init?(argument: String) { words = Self.words(in: argument) }

  /// The operands in a word.
  static func words(in argument: String) -> [String] {
    argument.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// The words of a command whose options take one value at most: what can only be operands, put
  /// into as few words as possible, in the order in which it came.
  static func bundle(_ words: [String]) -> [String] {
    var result: [String] = []
    var bundle: [String] = []
    func close() {
      if !bundle.isEmpty { result.append(bundle.joined(separator: String(separator))) }
      bundle = []
    }
    // The value of an option follows it at once: what follows a word that is none is an operand.
    var isOperand = false
    for (index, word) in words.enumerated() {
      if word == "--" {
        close()
        result.append(word)
        bundle += words[(index + 1)...]
        break
      }
      let isOption = word.hasPrefix("-") && word != "-"
      if isOperand && !isOption && word != "-" {
        bundle.append(word)
      } else {
        // A `-` keeps to itself: as the beginning of a bundle it would look like an option.
        close()
        result.append(word)
      }
      isOperand = !isOption
    }
    close()
    return result
  }
}
