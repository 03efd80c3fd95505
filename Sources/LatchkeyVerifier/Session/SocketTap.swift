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

  /// How many bytes are read before somebody else has a turn, and the clock is looked at: libssh2
  /// reads for as long as a server sends.
  private static let turn = 32 << 10
  private var left = turn
  /// Whether the turn ended before there was nothing more to read. What is left may lie in the
  /// session of a jump host, where no poll sees it.
  var isTurnOver: Bool { left <= 0 }
  private var inbound = InboundBytes()
  private var hasMore = false
  /// How often libssh2 was given bytes.
  private(set) var deliveries = 0

  init(_ stream: any ByteStream) { self.stream = stream }

  /// Fills libssh2's buffer; a count of bytes, 0 at the end, or a negated `errno`.
  ///
  /// - Parameter layout: how the packets are laid out now.
  func receive(
    into buffer: UnsafeMutableRawBufferPointer, layout: () -> PacketLayout?
  ) -> Int {
    let count = unsafe take(into: buffer, layout)
    hasMore = count > 0
    if count > 0 { deliveries &+= 1 }
    return count
  }

  /// Whether libssh2 has stopped reading although nobody told it that there is no more: 1.11 does
  /// when a packet of chacha20-poly1305 or AES-GCM is not whole yet. Polling the socket would not
  /// wake it for bytes that are already here; so the call that would block has to be made again.
  /// Asking resets it: without another read there is nothing new.
  func takeMore() -> Bool {
    defer { hasMore = false }
    return hasMore
  }

  private func take(
    into buffer: UnsafeMutableRawBufferPointer, _ layout: () -> PacketLayout?
  ) -> Int {
    while true {
      let step = unsafe inbound.serve(
        into: buffer, isClientEncrypted: client.isEncrypted, layout: layout)
      switch step {
      case .served(let count): return count
      case .refused(let code): return refuse(code)
      case .awaits(let least):
        // Bytes may come of which libssh2 sees none: before the identification line is whole, and
        // while the guard waits for more.
        while inbound.count < least {
          let status = fill()
          if status <= 0 { return status }
          if banner.identification == nil { return Int(-EAGAIN) }
        }
      }
    }
  }

  /// Lets go of what both sides offered.
  func forgetOffers() {
    server.forgetOffer()
    client.forgetOffer()
  }

  /// Begins a turn.
  func begin() { left = Self.turn }

  /// Judges an allocation of libssh2's; whether it may have it.
  func allows(allocation count: Int) -> Bool {
    if inbound.allows(allocation: count) { return true }
    _ = refuse(EBADMSG)
    return false
  }

  private func refuse(_ code: Int32) -> Int {
    error = code
    return Int(-code)
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
    if isTurnOver { return Int(-EAGAIN) }
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
    left -= count
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
    inbound.append(bytes)
  }
}
