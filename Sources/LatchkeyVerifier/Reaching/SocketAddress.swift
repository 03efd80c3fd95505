import Glibc

/// An address and port to connect to.
struct SocketAddress: Sendable, Hashable {
  /// The bytes of a `sockaddr_in` or `sockaddr_in6`.
  let bytes: [UInt8]
  /// `AF_INET` or `AF_INET6`.
  let family: Int32
  /// The numeric address.
  let text: String

  init?(_ address: UnsafePointer<sockaddr>, length: socklen_t) {
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard length > 0, length <= MemoryLayout<sockaddr_storage>.size,
      unsafe getnameinfo(
        address, length, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
    else { return nil }
    bytes = unsafe Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
    family = unsafe Int32(address.pointee.sa_family)
    text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private init(bytes: [UInt8], family: Int32, text: String) {
    (self.bytes, self.family, self.text) = (bytes, family, text)
  }

  /// The address that a host's name is, without a look-up; `nil` of a name.
  init?(numeric host: String, port: UInt16) {
    var plain = sockaddr_in()
    // The form that every program reads alike, and nearly all are written in.
    if unsafe inet_pton(AF_INET, host, &plain.sin_addr) == 1 {
      plain.sin_family = sa_family_t(AF_INET)
      plain.sin_port = port.bigEndian
      let bytes = unsafe withUnsafeBytes(of: plain) { unsafe Array($0) }
      self.init(bytes: bytes, family: AF_INET, text: host)
      return
    }
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0, let entry = unsafe found
    else { return nil }
    defer { unsafe freeaddrinfo(entry) }
    guard let raw = unsafe entry.pointee.ai_addr else { return nil }
    unsafe self.init(raw, length: entry.pointee.ai_addrlen)
  }

  /// Begins a connection; a non-blocking descriptor, or the negated `errno`.
  func dial() -> Int32 {
    let descriptor = socket(
      family,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        | Int32(SOCK_CLOEXEC.rawValue), 0)
    if descriptor < 0 { return -errno }
    // The packets of a key exchange are small, and each waits for an answer.
    var one: Int32 = 1
    _ = unsafe setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    let code = connect(descriptor)
    if code == 0 || code == EINPROGRESS { return descriptor }
    close(descriptor)
    return -code
  }

  /// Connects, or asks how far a connection is that was begun, which is the same call; an `errno`, 0
  /// once it stands and `EALREADY` before.
  func connect(_ descriptor: Int32) -> Int32 {
    let status = unsafe bytes.withUnsafeBytes { raw -> Int32 in
      guard let address = unsafe raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return -1
      }
      return unsafe Glibc.connect(descriptor, address, socklen_t(raw.count))
    }
    return status == 0 || errno == EISCONN ? 0 : errno
  }
}
