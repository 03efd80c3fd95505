import Glibc

/// Cuts what a descriptor delivers into lines.
struct LineReader: ~Copyable {
  private let source: Descriptor
  private var rest: [UInt8] = []
  /// Whether the other side has closed.
  private(set) var hasEnded = false
  /// Longer lines are cut: nobody may fill our memory.
  private static let limit = 16 * 1024

  /// Reads from a descriptor that does not block.
  init(_ source: consuming Descriptor) { self.source = source }

  /// The descriptor, to wait for.
  var descriptor: Int32 { source.number }

  /// The lines that have arrived, without their endings.
  mutating func lines() -> [String] {
    while !hasEnded {
      var failure: Int32 = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        let got = unsafe read(source.number, buffer.baseAddress, buffer.count)
        failure = got < 0 ? errno : 0
        count = max(got, 0)
      }
      if failure == EINTR { continue }
      if failure == EAGAIN { break }
      if bytes.isEmpty { hasEnded = true }
      rest += bytes
      if rest.count > Self.limit { break }
    }
    var lines: [String] = []
    while let end = rest.firstIndex(of: 10) {
      lines.append(Self.text(rest[..<end]))
      rest.removeSubrange(...end)
    }
    if !rest.isEmpty, hasEnded || rest.count > Self.limit {
      lines.append(Self.text(rest[...]))
      rest = []
    }
    return lines
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}
