/// A regular expression of JSON Schema (ECMA 262), of the kind that the plan's schema has: anchored
/// at both ends; characters, classes, groups with alternatives, `?`, `*`, `+` and `{n,m}`.
///
/// Swift's own `Regex` would add megabytes to the command for a handful of these.
struct SchemaPattern: Sendable {
  private indirect enum Part: Sendable {
    case characters(ranges: [ClosedRange<UInt32>], isNegated: Bool)
    case group([[Part]])
    case repeated(Part, ClosedRange<Int>)
  }

  private let parts: [Part]

  /// Reads a pattern; `nil` where it has in it what is not known here.
  init?(_ pattern: String) {
    guard pattern.hasPrefix("^"), pattern.hasSuffix("$") else { return nil }
    var rest = pattern.dropFirst().dropLast().unicodeScalars[...]
    guard let parts = Self.sequence(&rest), rest.isEmpty else { return nil }
    self.parts = parts
  }

  /// Whether the whole of a text fits. The time is bounded by the pattern, which is ours: none of
  /// them repeats what repeats.
  func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    return Self.match(parts[...], scalars, 0) { $0 == scalars.count }
  }

  private static func match(
    _ parts: ArraySlice<Part>, _ text: [UInt32], _ position: Int, _ then: (Int) -> Bool
  ) -> Bool {
    guard let part = parts.first else { return then(position) }
    let rest = parts.dropFirst()
    switch part {
    case .characters:
      return fits(part, text, position) && match(rest, text, position + 1, then)
    case .group(let branches):
      return branches.contains { branch in
        match(branch[...], text, position) { match(rest, text, $0, then) }
      }
    case .repeated(.group(let branches), let range):
      // Groups are optional at most.
      if branches.contains(where: { branch in
        match(branch[...], text, position) { match(rest, text, $0, then) }
      }) {
        return true
      }
      return range.lowerBound == 0 && match(rest, text, position, then)
    case .repeated(let repeated, let range):
      var end = position
      while end - position < range.upperBound, fits(repeated, text, end) { end += 1 }
      while end - position >= range.lowerBound {
        if match(rest, text, end, then) { return true }
        end -= 1
      }
      return false
    }
  }

  private static func fits(_ part: Part, _ text: [UInt32], _ position: Int) -> Bool {
    guard position < text.count, case .characters(let ranges, let isNegated) = part else {
      return false
    }
    return ranges.contains { $0.contains(text[position]) } != isNegated
  }

  // Reading.

  private typealias Rest = Substring.UnicodeScalarView

  private static func sequence(_ rest: inout Rest) -> [Part]? {
    var parts: [Part] = []
    while let next = rest.first, next != "|", next != ")" {
      rest.removeFirst()
      let part: Part
      switch next {
      case "[":
        guard let characters = characters(&rest) else { return nil }
        part = characters
      case "(":
        guard let group = group(&rest) else { return nil }
        part = group
      case ".", "\\", "*", "+", "?", "{", "^", "$": return nil
      default: part = .characters(ranges: [next.value...next.value], isNegated: false)
      }
      guard let range = repetition(&rest) else { return nil }
      if case .group = part, range != 1...1, range != 0...1 { return nil }
      parts.append(range == 1...1 ? part : .repeated(part, range))
    }
    return parts
  }

  private static func group(_ rest: inout Rest) -> Part? {
    var branches: [[Part]] = []
    repeat {
      guard let branch = sequence(&rest) else { return nil }
      branches.append(branch)
    } while rest.popFirst() == "|"
    return .group(branches)
  }

  private static func characters(_ rest: inout Rest) -> Part? {
    var ranges: [ClosedRange<UInt32>] = []
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    while let next = rest.popFirst(), next != "]" {
      var start = next
      if next == "\\" {
        guard let escaped = rest.popFirst(), let value = escapes[escaped] else { return nil }
        start = value
      }
      if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
        guard start <= end else { return nil }
        rest.removeFirst(2)
        ranges.append(start.value...end.value)
      } else {
        ranges.append(start.value...start.value)
      }
    }
    return .characters(ranges: ranges, isNegated: isNegated)
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "t": "\t", "r": "\r", "n": "\n", "\\": "\\", "]": "]", "-": "-",
  ]

  private static func repetition(_ rest: inout Rest) -> ClosedRange<Int>? {
    switch rest.first {
    case "?":
      rest.removeFirst()
      return 0...1
    case "*":
      rest.removeFirst()
      return 0...Int.max
    case "+":
      rest.removeFirst()
      return 1...Int.max
    case "{":
      guard let end = rest.firstIndex(of: "}") else { return nil }
      let bounds = Substring(rest[..<end].dropFirst()).split(separator: ",").map { Int($0) }
      rest = rest[rest.index(after: end)...]
      guard let first = bounds.first, let last = bounds.last, let first, let last, first <= last
      else { return nil }
      return first...last
    default: return 1...1
    }
  }
}
