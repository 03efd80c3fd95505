import Foundation

/// The packets that come over the loopback interface from a port, as they are: IP header and all.
final class Wire {
  struct Failure: Error { let reason: String }

  private let descriptor: Int32
  private let port: Int

  /// Listens to what is sent from a TCP port.
  init(port: Int) throws {
    self.port = port
    descriptor = socket(AF_INET, Int32(SOCK_RAW.rawValue), Int32(IPPROTO_TCP))
    guard descriptor >= 0 else { throw Failure(reason: "socket: \(errno)") }
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    // Other tests use the loopback interface, too.
    var room: Int32 = 8 << 20
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// The IP time to live of the next packet from the port that has a text in it.
  ///
  /// RFC 791 §3.1: the header's length is in the low half of byte 0, in words of four bytes, the time
  /// to live in byte 8; a TCP header begins with the source's port.
  func timeToLive(ofPacketWith text: String) throws -> Int {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw Failure(reason: "recv: \(errno)") }
      let packet = buffer.prefix(count)
      let header = Int(packet[0] & 15) * 4
      guard count > header + 20, Int(packet[header]) << 8 | Int(packet[header + 1]) == port,
        String(decoding: packet.dropFirst(header + 20), as: UTF8.self).contains(text)
      else { continue }
      return Int(packet[8])
    }
  }
}
