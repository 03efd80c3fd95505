internal import Glibc

extension [UInt8] {
  /// Where a text stands first. It is asked for with each piece that a host sends, so that it has to
  /// be found fast in megabytes.
  func place(of text: String) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var start = 0
      while start + wanted.count <= bytes.count,
        let found = unsafe memchr(
          base + start, Int32(first), bytes.count - wanted.count + 1 - start)
      {
        start = unsafe UnsafeRawPointer(found) - base
        if unsafe memcmp(base + start, wanted, wanted.count) == 0 {
          return start..<start + wanted.count
        }
        start += 1
      }
      return nil
    }
  }
}
