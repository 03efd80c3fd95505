import Foundation

/// The machine's processes.
enum Processes {
  /// Everything below a process.
  static func below(_ root: Int32) -> [Int32] {
    let all = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
      .compactMap { Int32($0) }
    let children = all.filter { fields($0)?.parent == root }
    return children + children.flatMap(below)
  }

  /// Whether a process runs; one that has ended and was only not collected does not.
  static func isAlive(_ id: Int32) -> Bool { fields(id).map { $0.state != "Z" } ?? false }

  /// The name of a process's program.
  static func name(_ id: Int32) -> String {
    let text = (try? String(contentsOfFile: "/proc/\(id)/comm", encoding: .utf8)) ?? ""
    return String(text.dropLast())
  }

  private static func fields(_ id: Int32) -> (state: String, parent: Int32)? {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let words = text[text.index(after: end)...].split(separator: " ")
    return Int32(words[1]).map { (String(words[0]), $0) }
  }
}
