import Foundation
import Glibc

extension FileHandle {
  /// Reads as many lines as asked for, fewer at the end of the stream.
  ///
  /// Not `availableData`: that ends the process when a signal (a child's end) interrupts it.
  func lines(_ count: Int) -> [String] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count(where: { $0 == 10 }) < count {
      let got = Glibc.read(fileDescriptor, &buffer, buffer.count)
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      bytes += buffer.prefix(got)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
