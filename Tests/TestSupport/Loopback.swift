import Foundation

/// Sockets on 127.0.0.1.
public enum Loopback {
  /// The machine gave no socket.
  public struct Failure: Error {}

  /// A port that nobody listens on now.
  public static func freePort() throws -> UInt16 {
    let (descriptor, port) = try listener()
    close(descriptor)
    return port
  }

  /// A listening socket on a free port.
  public static func listener(backlog: Int32 = 64) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure() }
    // Servers that other tests start must not hold it open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(descriptor, raw, size) == 0 && listen(descriptor, backlog) == 0
          && getsockname(descriptor, raw, &size) == 0
      }
    }
    guard status else {
      close(descriptor)
      throw Failure()
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// Whether somebody listens on a port, found out without connecting to them.
  public static func isListening(_ port: UInt16) -> Bool {
    // /proc/net/tcp: local address, remote address, state; 0A is LISTEN.
    let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
    let wanted = String(format: ":%04X", port)
    return table.split(separator: "\n").contains { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      return fields.count > 3 && fields[1].hasSuffix(wanted) && fields[3] == "0A"
    }
  }

  /// A connection to a port, or nil.
  public static func connect(_ port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status == 0 { return descriptor }
    close(descriptor)
    return nil
  }
}
