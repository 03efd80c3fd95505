import CHeap
import FoundationEssentials

/// What this process holds, by the kernel's account and by its allocator's.
struct Holding {
  /// Open descriptors.
  let descriptors: Int
  /// Threads.
  let threads: Int
  /// Resident memory, in KiB.
  let resident: Int
  /// Allocated and not freed, in bytes.
  let allocated: Int

  init() throws {
    // One of them is that of the listing.
    descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
    let status = String(
      decoding: try Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
    func number(_ name: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
      return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
    threads = number("Threads")
    resident = number("VmRSS")
    let heap = mallinfo2()
    allocated = heap.uordblks + heap.hblkhd
  }
}
