/// Keeps a packet from libssh2 whose length would make it end the process.
///
/// Once a connection is encrypted, libssh2 1.10 and 1.11 decrypt a packet's first block, allocate
/// room for the rest, and assert that what is left is whole blocks, which any server can see to that
/// it is not. The bytes cannot be looked into from outside, so they are handed over in steps: one
/// block, and nothing more until libssh2 has asked for room. That it does at once, for exactly
///
///     packet_length - 1 + MAC
///
/// bytes (RFC 4253 §6: `packet_length` counts neither itself nor the MAC). So the length is known
/// before the rest is handed over; room for one that cannot be is refused, and with it the server.
/// Where the length is in the clear (AES-GCM, and MACs that are computed over what is encrypted) it
/// is read there. chacha20-poly1305 has no blocks, and nothing is asserted of it. What is unknown is
/// refused, so it needs no list of releases: one that allocates otherwise talks to no server.
struct PacketGuard {
  /// What libssh2 may have next.
  enum Allowance: Hashable {
    /// Nothing before so many bytes are there.
    case awaits(Int)
    /// So many bytes.
    case hands(Int)
    /// Nothing, ever.
    case refuses
  }

  private enum State: Hashable {
    case identification
    /// At the start of a packet in the clear.
    case clear
    /// Within one; whether it is the last in the clear.
    case clearRest(Int, isLast: Bool)
    /// At the start of an encrypted packet.
    case block
    /// Its first block was handed over: the next allocation is room for the rest.
    case room(block: Int, mac: Int)
    /// Within one.
    case rest(Int)
    /// Encrypted, and nothing to be guarded against while it stays so.
    case open
    case refused
  }

  /// The longest identification line, its end included, that libssh2 reads as one.
  private static let longestIdentification = 256
  private static let longestPacket: UInt32 = 40_000

  private var state = State.identification

  init() {}

  /// Whether the identification line was not handed over yet.
  var isAtIdentification: Bool { state == .identification }

  /// Whether the server was refused.
  var hasRefused: Bool { state == .refused }

  /// What libssh2 may have of the bytes that are there.
  ///
  /// - Parameters:
  ///   - bytes: what has arrived and was not handed over, its identification line first.
  ///   - isClientEncrypted: whether our NEWKEYS was sent. The server's is held back until then:
  ///     libssh2 would keep an early one, and go on in the clear.
  ///   - layout: how the packets are laid out now; `nil` where that is not known.
  mutating func allowance(
    of bytes: ArraySlice<UInt8>, isClientEncrypted: Bool, layout: () -> PacketLayout?
  ) -> Allowance {
    switch state {
    case .identification:
      guard let end = bytes.prefix(Self.longestIdentification).firstIndex(of: 0x0a) else {
        return bytes.count < Self.longestIdentification ? .awaits(bytes.count + 1) : refuse()
      }
      return .hands(end - bytes.startIndex + 1)
    case .clear:
      // The length, the padding's length and the message's number.
      if bytes.count < 6 { return .awaits(6) }
      let length = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let padding = UInt32(bytes[bytes.startIndex + 4])
      guard length >= 2, length <= Self.longestPacket, padding < length - 1 else { return refuse() }
      let isLast = bytes[bytes.startIndex + 5] == 21
      if isLast && !isClientEncrypted { return refuse() }
      state = .clearRest(Int(length) + 4, isLast: isLast)
      return .hands(Int(length) + 4)
    case .block: return layout().map { allowance(ofPacket: bytes, $0) } ?? refuse()
    case .open:
      guard let layout = layout(), layout.block == nil else { return refuse() }
      return bytes.isEmpty ? .awaits(1) : .hands(bytes.count)
    case .clearRest(let count, _), .rest(let count):
      return bytes.isEmpty ? .awaits(1) : .hands(count)
    case .room, .refused: return refuse()
    }
  }

  private mutating func allowance(
    ofPacket bytes: ArraySlice<UInt8>, _ layout: PacketLayout
  ) -> Allowance {
    guard let block = layout.block else {
      state = .open
      return bytes.isEmpty ? .awaits(1) : .hands(bytes.count)
    }
    if bytes.count < block { return .awaits(block) }
    if !layout.isLengthClear {
      state = .room(block: block, mac: layout.code)
      return .hands(block)
    }
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard length >= block, length <= Self.longestPacket, length.isMultiple(of: block) else {
      return refuse()
    }
    state = .rest(4 + length + layout.code)
    return .hands(4 + length + layout.code)
  }

  /// Takes note of what was handed over.
  ///
  /// - Parameter isEnd: whether it ended with a line feed.
  mutating func handed(_ count: Int, isLineEnd: Bool) {
    switch state {
    case .identification: if isLineEnd { state = .clear }
    case .clearRest(let left, let isLast):
      state =
        count < left ? .clearRest(left - count, isLast: isLast) : isLast ? .block : .clear
    case .rest(let left): state = count < left ? .rest(left - count) : .block
    case .clear, .block, .room, .open, .refused: break
    }
  }

  /// Judges an allocation of libssh2's; whether it may have it.
  mutating func allows(allocation count: Int) -> Bool {
    guard case .room(let block, let mac) = state else { return true }
    // The packet without its MAC, its length field included: whole blocks, and 16 bytes at least.
    let packet = count - mac + 5
    guard packet >= block, packet.isMultiple(of: block), packet >= 16 else {
      state = .refused
      return false
    }
    let left = count - (block - 5)
    state = left == 0 ? .block : .rest(left)
    return true
  }

  private mutating func refuse() -> Allowance {
    state = .refused
    return .refuses
  }
}
