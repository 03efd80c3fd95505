/// The name of one of EC2's availability zones: a region (`eu-central-1`) and a letter.
struct EC2Zone {
  /// The zone's id, the same for every account: `euc1-az1`.
  let id: String

  /// Takes a zone's name apart; `nil` where it is none.
  init?(_ zone: String) {
    let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
    guard
      parts.count >= 3, let last = parts.last, let letter = last.utf8.last,
      (0x61...0x7a).contains(letter), let number = Int(last.dropLast()),
      parts.dropLast().allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7a).contains($0) }
      })
    else { return nil }
    let area = parts.dropFirst().dropLast().map(Self.abbreviation).joined()
    id = "\(parts[0])\(area)\(number)-az\(letter - 0x60)"
  }

  /// What zone ids make of a region's words: `southeast` is `se`, `gov` is `g`.
  private static func abbreviation(_ word: Substring) -> String {
    switch word {
    case "northeast": "ne"
    case "northwest": "nw"
    case "southeast": "se"
    case "southwest": "sw"
    default: String(word.prefix(1))
    }
  }
}
