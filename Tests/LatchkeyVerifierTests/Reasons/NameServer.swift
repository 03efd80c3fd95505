import Foundation
import TestSupport

/// A DNS server (RFC 1035) on an address of its own on loopback, at the port of DNS: names that begin
/// with `gone` do not exist, for `later` it fails, and otherwise it says nothing.
final class NameServer: Sendable {
  /// Its address.
  let address: String
  private let descriptor: Int32

  /// Whether a program can be run with this server in place of the machine's own.
  static var isUsable: Bool {
    (try? Tool(named: "unshare")?.run(["-m", "-n", "true"]).status) == 0
  }

  /// - Throws: where nobody but root may have the port.
  init() throws {
    let last = UInt8.random(in: 2...250)
    address = "127.53.\(UInt8.random(in: 2...250)).\(last)"
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(53).bigEndian
    inet_pton(AF_INET, address, &place.sin_addr)
    let status = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw VerifierTestFailure.noOutcome
    }
    Thread.detachNewThread {
      defer { close(descriptor) }
      while Self.answer(on: descriptor) {}
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Takes one question; whether there was one.
  private static func answer(on descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 512)
    var peer = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &peer) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        let count = recvfrom(descriptor, &buffer, buffer.count, 0, raw, &size)
        // The header has twelve bytes, and the question begins with a label and its length.
        guard count > 17 else { return count > 0 }
        let code: UInt8? =
          switch String(decoding: buffer[13..<17], as: UTF8.self) {
          case "gone": 3
          case "late": 2
          default: nil
          }
        guard let code else { return true }
        // A response, recursion wished and available, with the code; no further records.
        (buffer[2], buffer[3]) = (0x81, 0x80 | code)
        for index in 6..<12 { buffer[index] = 0 }
        let end = 12 + (buffer[12..<count].firstIndex(of: 0).map { $0 - 12 } ?? 0) + 5
        return sendto(descriptor, buffer, min(end, count), 0, raw, size) > 0
      }
    }
  }
}
