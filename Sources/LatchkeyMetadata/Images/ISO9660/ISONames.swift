/// Makes the identifiers of one folder's entries.
struct ISONames {
  private let kind: ISOHierarchy.Kind
  private var taken: Set<String> = []

  init(_ kind: ISOHierarchy.Kind) { self.kind = kind }

  /// The identifier of a folder.
  mutating func folder(_ name: String) -> [UInt8] {
    switch kind {
    case .joliet: Self.wide(name)
    case .primary: Array(distinct(Self.capitals(name), "", limit: 31).utf8)
    }
  }

  /// The identifier of a file, with its version; Joliet's without, as genisoimage leaves it out.
  mutating func file(_ name: String) -> [UInt8] {
    switch kind {
    case .joliet: return Self.wide(name)
    case .primary:
      // One dot at the most, before the extension; there is always one.
      let dot = name.lastIndex(of: ".") ?? name.endIndex
      let ending = "." + Self.capitals(String(name[dot...].dropFirst())).suffix(10)
      return Array((distinct(Self.capitals(String(name[..<dot])), ending, limit: 31) + ";1").utf8)
    }
  }

  /// Cuts a name to what fits before its ending, and numbers it where it is taken.
  private mutating func distinct(_ name: String, _ ending: String, limit: Int) -> String {
    let space = limit - ending.utf8.count
    var result = String(name.prefix(space)) + ending
    var number = 0
    while !taken.insert(result).inserted {
      number += 1
      let suffix = String(number)
      result = String(name.prefix(space - suffix.count)) + suffix + ending
    }
    return result
  }

  /// The characters that ECMA-119 §7.4.1 allows.
  private static func capitals(_ name: String) -> String {
    String(
      name.map { character in
        character.isASCII && (character.isLetter || character.isNumber)
          ? Character(character.uppercased()) : "_"
      })
  }

  /// UCS-2, the high byte first.
  static func wide(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
  }
}
