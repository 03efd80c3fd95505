import Glibc

/// The machine that the figures belong to.
enum Machine {
  /// Processor, number of cores and how busy they were before the measurement began.
  static var description: String {
    let model =
      lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }?
      .split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } } ?? "unknown"
    let load = lines(of: "/proc/loadavg").first?.split(separator: " ").first ?? "unknown"
    return "Machine: \(model), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, load \(load)"
  }

  private static func lines(of path: String) -> [Substring] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
  }
}
