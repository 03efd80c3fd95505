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

  /// Begins a connection; a non-blocking descriptor, or the negated `errno`.
  func connect() -> Int32 {
    let descriptor = socket(
      family,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        | Int32(SOCK_CLOEXEC.rawValue), 0)
    if descriptor < 0 { return -errno }
    // The packets of a key exchange are small, and each waits for an answer.
    var one: Int32 = 1
    _ = unsafe setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    let status = unsafe bytes.withUnsafeBytes { raw -> Int32 in
      guard let address = unsafe raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return -1
      }
      return unsafe Glibc.connect(descriptor, address, socklen_t(raw.count))
    }
    if status == 0 || errno == EINPROGRESS { return descriptor }
    let code = errno
    close(descriptor)
    return -code
  }
}
