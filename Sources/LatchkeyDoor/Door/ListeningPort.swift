import CProcess
import Glibc

/// Finds out which port a server may listen on.
enum ListeningPort {
  /// Makes sure that a port can be listened on, and chooses a free one for 0.
  ///
  /// The port is free when this returns, not reserved: whoever then binds it must be ready to find
  /// it taken.
  ///
  /// - Throws: ``DoorError/Code/portInUse``, ``DoorError/Code/portRefused``.
  static func check(host: String, port: UInt16) throws(DoorError) -> UInt16 {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0, let entry = unsafe found
    else { throw DoorError(.portRefused, "\(host.debugDescription) is not a numeric address") }
    defer { unsafe freeaddrinfo(found) }
    let number = unsafe socket(
      entry.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw .system("opening a socket", errno) }
    let socket = Descriptor(takingOwnershipOf: number)
    var yes: Int32 = 1
    // As sshd does it: connections of the past that still linger do not count.
    unsafe setsockopt(
      socket.number, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard unsafe bind(socket.number, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0,
      listen(socket.number, 1) == 0
    else {
      let failure = errno
      if failure == EADDRINUSE { throw .portInUse(host, port) }
      throw .system("port \(port) on \(host) cannot be listened on", failure, code: .portRefused)
    }
    if port != 0 { return port }
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let outcome = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe getsockname(socket.number, generic, &size)
      }
    }
    guard outcome == 0 else { throw .system("asking for the port", errno) }
    // The port stands at the same place in both families: after the two bytes of the family.
    return unsafe withUnsafeBytes(of: address) { bytes in
      unsafe UInt16(bytes[2]) << 8 | UInt16(bytes[3])
    }
  }
}
