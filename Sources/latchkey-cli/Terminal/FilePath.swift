/// The little that the verbs do with paths, as text: a path is what the user typed.
enum FilePath {
  /// `keys`, `web` → `keys/web`.
  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// `keys/web` → `keys/`; `web` → `.`.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  /// `keys/web` → `web`.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
