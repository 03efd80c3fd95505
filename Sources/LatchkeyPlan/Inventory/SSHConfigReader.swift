internal import Glibc
internal import LatchkeyFiles

/// Reads an ssh_config(5), and what it includes.
struct SSHConfigReader {
  /// As OpenSSH has it.
  private static let depthLimit = 16
  /// What is of use here; all else is passed over, as it says nothing about where a host is.
  private static let keywords: Set<String> = [
    "hostname", "port", "user", "proxyjump", "proxycommand", "userknownhostsfile", "hostkeyalias",
  ]

  private(set) var warnings: [String] = []
  private let files: PlanFiles
  private var config = SSHConfig()
  private var fileCount = 0

  init(files: PlanFiles) { self.files = files }

  /// The whole of a file.
  mutating func read(_ bytes: [UInt8], path: String) throws(PlanError) -> SSHConfigHosts {
    try read(bytes, path: path, conditions: [], depth: 0)
    return SSHConfigHosts(config, files: files)
  }

  /// - Parameter conditions: the patterns of the `Host` lines around the `Include` that led here.
  private mutating func read(
    _ bytes: [UInt8], path: String, conditions: [[String]], depth: Int
  ) throws(PlanError) {
    fileCount += 1
    guard depth <= Self.depthLimit, fileCount <= 1024 else {
      throw PlanError(
        .malformedInventory, in: path, at: nil,
        "more than \(Self.depthLimit) files that include one "
          + "another")
    }
    var current = conditions
    var isIgnored = false
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let column = line.prefix { $0 == " " || $0 == "\t" }.count + 1
      let place = YAMLPlace(line: index + 1, column: column)
      guard let (keyword, words) = try Self.words(line, at: place, in: path) else { continue }
      switch keyword {
      case "host":
        isIgnored = false
        current = conditions + [words]
        config.begin(current, at: place, in: path)
      case "match":
        isIgnored = true
        warnings.append(
          "\(path):\(place.line): Match is not looked at, nor what follows it up to the next Host")
      case "include" where !isIgnored:
        for pattern in words { try include(pattern, path: path, conditions: current, depth: depth) }
        config.begin(current, at: place, in: path)
      case _ where !isIgnored && Self.keywords.contains(keyword):
        config.add(
          SSHConfig.Setting(keyword: keyword, words: words, place: place, fileName: path))
      default: break
      }
    }
  }

  /// A line's keyword in lower case and its words: `Keyword value`, `Keyword=value`, `Keyword "a b"`.
  private static func words(
    _ line: Substring, at place: YAMLPlace, in path: String
  ) throws(PlanError) -> (String, [String])? {
    let text = line.trimmingBlanks
    guard let first = text.first, first != "#" else { return nil }
    let keyword = text.prefix { !$0.isWhitespace && $0 != "=" }
    var rest = text.dropFirst(keyword.count).trimmingBlanks
    if rest.first == "=" { rest = rest.dropFirst().trimmingBlanks }
    // A command is taken as it is: its quotes are the shell's.
    if keyword.lowercased() == "proxycommand" { return ("proxycommand", [String(rest)]) }
    guard let words = ShellWords.split(rest, commentsBegin: false) else {
      throw PlanError(.malformedInventory, in: path, at: place, "a quotation that does not end")
    }
    // Since OpenSSH 8.5 a word that begins with # begins a comment.
    let end = words.firstIndex { $0.hasPrefix("#") } ?? words.count
    return (keyword.lowercased(), Array(words[..<end]))
  }

  private mutating func include(
    _ pattern: String, path: String, conditions: [[String]], depth: Int
  ) throws(PlanError) {
    // Relative paths are the user's, wherever the file itself lies: ssh_config(5), Include.
    let isWhole = pattern.hasPrefix("/") || pattern.hasPrefix("~")
    let whole = files.path(isWhole ? pattern : "~/.ssh/\(pattern)")
    for name in Self.matches(whole) {
      let bytes: [UInt8]
      do {
        bytes = try files.bytes(name, limit: 16 << 20)
      } catch {
        // OpenSSH goes on without what it cannot read.
        warnings.append("\(path): Include: \(error.description)")
        continue
      }
      config.begin(conditions, at: YAMLPlace(line: 1, column: 1), in: name)
      try read(bytes, path: name, conditions: conditions, depth: depth + 1)
    }
  }

  private static func matches(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(unsafe found.gl_pathc)).compactMap { index in
      unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
    }
  }
}
