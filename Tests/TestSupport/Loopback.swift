public import Foundation

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
    var address = address(0)
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

  /// Whether a process listens on a port, found out without connecting to it. Anybody else who has
  /// the port, as a client has the one that it comes from, is not taken for the process.
  public static func isListening(_ port: UInt16, process: pid_t) -> Bool {
    let sockets = listeningSockets(port).map { "socket:[\($0)]" }
    if sockets.isEmpty { return false }
    let folder = "/proc/\(process)/fd"
    // Not shown to us: then it has to be believed.
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return true
    }
    return names.contains { name in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))
        .map(sockets.contains) ?? false
    }
  }

  /// The numbers of the sockets that listen on a port, as `/proc/net/tcp` has them (proc_pid_net(5)).
  private static func listeningSockets(_ port: UInt16) -> [Substring] {
    let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
    let digits = String(port, radix: 16, uppercase: true)
    let local = ":" + String(repeating: "0", count: 4 - digits.count) + digits
    return table.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 9, fields[1].hasSuffix(local), fields[3] == "0A" else { return nil }
      return fields[9]
    }
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return address
  }

  /// A connection to a port, or nil.
  public static func connect(_ port: UInt16) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var address = address(port)
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
