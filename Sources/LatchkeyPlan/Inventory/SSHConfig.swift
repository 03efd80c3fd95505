internal import LatchkeyVerifier

/// An ssh_config(5): what is set for which hosts. The first value that is found for a keyword holds.
struct SSHConfig {
  /// A keyword and its words.
  struct Setting {
    let keyword: String
    let words: [String]
    let place: YAMLPlace
    let fileName: String
  }

  /// What follows a `Host` line.
  struct Block {
    /// The patterns of the line, and of those around an `Include` that led here; all have to fit.
    let conditions: [[String]]
    var settings: [Setting] = []

    /// Whether it holds for a host: a pattern fits, and none that begins with `!` does.
    func fits(_ host: String) -> Bool {
      conditions.allSatisfy { patterns in
        let isExcluded = patterns.contains { pattern in
          pattern.hasPrefix("!")
            && Wildcard.matches(host, pattern: String(pattern.dropFirst()).lowercased())
        }
        return !isExcluded
          && patterns.contains {
            !$0.hasPrefix("!") && Wildcard.matches(host, pattern: $0.lowercased())
          }
      }
    }
  }

  private(set) var blocks: [Block] = [Block(conditions: [])]
  /// The names that stand in `Host` lines without a wildcard, in their order.
  private(set) var names: [(name: String, place: YAMLPlace, fileName: String)] = []
  /// The blocks that are about one name alone; there may be thousands, of which one fits.
  private var plain: [String: [Int]] = [:]
  private var patterned: [Int] = [0]
  private var seen: Set<String> = []

  /// Begins a block.
  mutating func begin(_ conditions: [[String]], at place: YAMLPlace, in fileName: String) {
    let patterns = conditions.last ?? []
    let isPlain = patterns.allSatisfy {
      !$0.contains("*") && !$0.contains("?") && !$0.hasPrefix("!")
    }
    for name in patterns where isPlain {
      plain[name.lowercased(), default: []].append(blocks.count)
    }
    if !isPlain || patterns.isEmpty { patterned.append(blocks.count) }
    blocks.append(Block(conditions: conditions))
    for name in patterns where !name.contains("*") && !name.contains("?") && !name.hasPrefix("!") {
      guard fits(name, conditions), seen.insert(name).inserted else { continue }
      names.append((name, place, fileName))
    }
  }

  /// Of the two ways to say how to get there, the first that is found holds; but a ProxyJump of none
  /// leaves room for a ProxyCommand, as `ssh -G` of OpenSSH 9.2 shows.
  private static func isOverruled(_ setting: Setting, by found: [String: Setting]) -> Bool {
    switch setting.keyword {
    case "proxyjump": found["proxycommand"] != nil
    case "proxycommand":
      found["proxyjump"].map { $0.words.first?.lowercased() != "none" } ?? false
    default: false
    }
  }

  private func fits(_ name: String, _ conditions: [[String]]) -> Bool {
    Block(conditions: conditions).fits(name.lowercased())
  }

  /// Adds a setting to the block that was begun last.
  mutating func add(_ setting: Setting) { blocks[blocks.count - 1].settings.append(setting) }

  /// What is set for a host, by keywords in lower case.
  func settings(for host: String) -> [String: Setting] {
    let name = host.lowercased()
    var found: [String: Setting] = [:]
    for index in (patterned + (plain[name] ?? [])).sorted() where blocks[index].fits(name) {
      for setting in blocks[index].settings where found[setting.keyword] == nil {
        if Self.isOverruled(setting, by: found) { continue }
        found[setting.keyword] = setting
      }
    }
    return found
  }
}
