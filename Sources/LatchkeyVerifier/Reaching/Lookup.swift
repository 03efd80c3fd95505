import Glibc
import Synchronization

/// One name being looked up. `getaddrinfo` cannot be given a deadline, so it runs on a thread of its
/// own, which is left behind if it takes too long.
final class Lookup: Sendable {
  /// What a look-up came to.
  enum Result: Sendable, Hashable {
    /// The addresses, in the order to try them in.
    case addresses([SocketAddress])
    /// One of EAI_….
    case failed(Int32, String)
  }

  private let host: String
  private let port: UInt16
  private let wakeUp: WakeUp
  private let found = Mutex<Result?>(nil)

  /// What was found, once it was.
  var result: Result? { found.withLock { $0 } }

  /// Starts a look-up, which signals when it is done. A numeric address is done at once.
  init(host: String, port: UInt16, wakeUp: WakeUp) {
    self.host = host
    self.port = port
    self.wakeUp = wakeUp
    if let address = SocketAddress(numeric: host, port: port) {
      found.withLock { $0 = .addresses([address]) }
      return
    }
    var thread = pthread_t()
    let retained = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        let lookup = unsafe Unmanaged<Lookup>.fromOpaque(raw).takeRetainedValue()
        let result = lookup.resolve()
        lookup.found.withLock { $0 = result }
        lookup.wakeUp.signal()
        return nil
      }, retained.toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      unsafe retained.release()
      found.withLock { $0 = .failed(EAI_AGAIN, "no thread for the look-up") }
    }
  }

  private func resolve() -> Result {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard status == 0 else {
      return .failed(status, unsafe String(cString: gai_strerror(status)))
    }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let raw = unsafe entry.pointee.ai_addr,
        let address = unsafe SocketAddress(raw, length: entry.pointee.ai_addrlen),
        !addresses.contains(address)
      {
        addresses.append(address)
      }
      unsafe next = unsafe entry.pointee.ai_next
    }
    return addresses.isEmpty
      ? .failed(EAI_NONAME, "no address of a known family") : .addresses(addresses)
  }
}
