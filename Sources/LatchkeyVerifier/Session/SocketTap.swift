import Glibc

/// The connection below a session, read and written on libssh2's behalf, and watched while it is in
/// the clear.
final class SocketTap {
  /// What carries the bytes.
  let stream: any ByteStream
  /// The socket at the bottom of it.
  var descriptor: Int32 { stream.descriptor }
  /// What the server said up to its identification line.
  private(set) var banner = BannerReader()
  /// Why the server is not one to talk to, found before its identification line.
  private(set) var unusable: Reason?
  /// The server's side of the conversation in the clear.
  private(set) var server = PlaintextPackets()
  /// Our side.
  private(set) var client = PlaintextPackets()
  /// Whether the server has closed its side.
  private(set) var isClosedByPeer = false
  /// The error of the last failed read or write.
  private(set) var error: Int32 = 0
  /// Whether anything at all was received.
  private(set) var hasReceived = false

  private var inbound: [UInt8] = []
  private var served = 0

  init(_ stream: any ByteStream) { self.stream = stream }

  /// Fills libssh2's buffer; a count of bytes, 0 at the end, or a negated `errno`.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if served == inbound.count {
      let status = fill()
      if status <= 0 { return status }
      // Bytes came, but libssh2 may see none of them before the identification line is whole.
      if served == inbound.count { return Int(-EAGAIN) }
    }
    let count = min(buffer.count, inbound.count - served)
    unsafe inbound.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[served..<served + count]))
    }
    served += count
    return count
  }

  /// Sends libssh2's bytes; how many were taken, or a negated `errno`.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    let count = unsafe stream.send(bytes)
    if count < 0 {
      if count != Int(-EAGAIN) { error = Int32(-count) }
      return count
    }
    if !client.isEncrypted { unsafe client.append(bytes.prefix(count)) }
    return count
  }

  private func fill() -> Int {
    if unusable != nil { return Int(-ECONNABORTED) }
    let (count, fresh) = unsafe withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) {
      buffer -> (Int, [UInt8]) in
      let count = unsafe stream.receive(into: buffer)
      return unsafe (count, count > 0 ? Array(buffer.prefix(count)) : [])
    }
    if count < 0 {
      if count != Int(-EAGAIN) { error = Int32(-count) }
      return count
    }
    if count == 0 {
      isClosedByPeer = true
      return 0
    }
    hasReceived = true
    if banner.identification != nil {
      hand(over: fresh)
      return fresh.count
    }
    switch banner.append(fresh) {
    case .incomplete: break
    case .identified(_, let remainder): hand(over: remainder)
    case .unusable(let reason):
      unusable = reason
      error = ECONNABORTED
      return Int(-ECONNABORTED)
    }
    return fresh.count
  }

  private func hand(over bytes: [UInt8]) {
    if !server.isEncrypted { server.append(bytes) }
    inbound = bytes
    served = 0
  }
}
