import Foundation
import Testing

/// Reads this process's memory through the kernel, where a pointer to freed memory could not be
/// followed.
final class ProcessMemory {
  private let descriptor: Int32
  // Allocated beforehand: a new buffer of the same size would be given the very block that a test
  // has just freed, and overwrite what is to be looked at.
  private var buffer: [UInt8]

  init(count: Int) throws {
    descriptor = open("/proc/self/mem", O_RDONLY)
    buffer = [UInt8](repeating: 0, count: count)
    try #require(descriptor >= 0)
  }

  deinit { close(descriptor) }

  /// How often these bytes lie one after another at an address, which need not be allocated any
  /// more, at multiples of their number.
  func occurrences(of bytes: [UInt8], at address: UInt) throws -> Int {
    try #require(pread(descriptor, &buffer, buffer.count, off_t(address)) == buffer.count)
    return stride(from: 0, to: buffer.count - bytes.count + 1, by: bytes.count).count {
      buffer[$0..<$0 + bytes.count].elementsEqual(bytes)
    }
  }
}
