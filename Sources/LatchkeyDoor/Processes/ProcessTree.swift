import CProcess
import FoundationEssentials
import Glibc

/// The processes below one, as `/proc` shows them.
enum ProcessTree {
  /// Makes this process the parent of every descendant that loses its own, so that a session that
  /// outlives its server is still found below us.
  static func adoptOrphans() { _ = latchkey_adopt_orphans() }

  /// All processes below one, children before grandchildren.
  static func descendants(of root: Int32) -> [Int32] {
    var children: [Int32: [Int32]] = [:]
    for (id, parent) in everyProcess() { children[parent, default: []].append(id) }
    var found: [Int32] = []
    var next = children[root] ?? []
    while let id = next.popLast() {
      found.append(id)
      next += children[id] ?? []
    }
    return found
  }

  /// Ends every process below this one: asks first, insists after a while.
  ///
  /// For a process that started nothing else.
  ///
  /// - Returns: the ids of those that could not be ended (programs of another user).
  static func endDescendants(patience: Duration = .seconds(1)) -> [Int32] {
    let asked = Deadline(after: patience)
    let insisted = Deadline(after: patience + .seconds(3))
    var told: Set<Int32> = []
    while true {
      while waitpid(-1, nil, WNOHANG) > 0 {}
      let remaining = descendants(of: getpid())
      if remaining.isEmpty || insisted.isOver { return remaining }
      for id in remaining {
        if asked.isOver {
          _ = kill(id, SIGKILL)
        } else if told.insert(id).inserted {
          _ = kill(id, SIGTERM)
          // Whoever is stopped would hear nothing.
          _ = kill(id, SIGCONT)
        }
      }
      usleep(2000)
    }
  }

  /// Whether root runs a program of one of these names where we see it too: in our mount
  /// namespace, not in some container.
  static func runsForRoot(_ names: Set<String>) -> Bool {
    let here = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/mnt")
    return everyProcess().contains { process in
      var status = stat()
      let folder = "/proc/\(process.id)"
      guard unsafe stat(folder, &status) == 0, status.st_uid == 0,
        let name = FileManager.default.contents(atPath: "\(folder)/comm"),
        names.contains(String(decoding: name.dropLast(), as: UTF8.self))
      else { return false }
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/ns/mnt"))
        == here
    }
  }

  /// Every process's id and its parent's.
  private static func everyProcess() -> [(id: Int32, parent: Int32)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { name in
      guard let id = Int32(name), let parent = parent(of: id) else { return nil }
      return (id, parent)
    }
  }

  /// A process's parent: the second word after the name, which stands in parentheses and may hold
  /// anything (proc(5), `/proc/pid/stat`).
  private static func parent(of id: Int32) -> Int32? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(id)/stat"),
      let end = data.lastIndex(of: 0x29)
    else { return nil }
    let words = String(decoding: data[data.index(after: end)...], as: UTF8.self)
      .split(separator: " ", maxSplits: 2)
    return words.count > 1 ? Int32(words[1]) : nil
  }
}
