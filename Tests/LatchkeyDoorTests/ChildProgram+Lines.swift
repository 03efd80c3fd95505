import Foundation
import TestSupport

extension ChildProgram {
  /// What the program has written to a file, as soon as it is so many lines: fewer where it has
  /// ended, or a minute has passed.
  func lines(_ count: Int, of path: String) -> [String] {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + .seconds(60)
    while true {
      // Before the look: what it wrote last is there once it has ended.
      let isLastLook = !isRunning || .now > end
      bytes = (try? [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))) ?? []
      if isLastLook || bytes.count(where: { $0 == 10 }) >= count { break }
      usleep(2000)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
