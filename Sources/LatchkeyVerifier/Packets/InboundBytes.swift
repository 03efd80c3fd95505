import Glibc

/// What a server has sent and libssh2 has not had yet, and how much of it libssh2 may have.
struct InboundBytes {
  /// What becomes of a wish for more.
  enum Step {
    /// So many bytes were handed over.
    case served(Int)
    /// Nothing is, before so many bytes are there.
    case awaits(Int)
    /// The server is refused: an `errno`.
    case refused(Int32)
  }

  private var bytes: [UInt8] = []
  private var served = 0
  /// How many bytes of the identification line libssh2 may still have: it reads one at a time.
  private var granted = 0
  private var packets = PacketGuard()

  /// How many bytes are there.
  var count: Int { bytes.count - served }

  /// Takes the next bytes.
  mutating func append(_ more: [UInt8]) {
    if served == bytes.count {
      bytes = more
    } else {
      bytes.removeFirst(served)
      bytes += more
    }
    served = 0
  }

  /// Fills libssh2's buffer, as far as it may have what is there.
  ///
  /// - Parameters:
  ///   - isClientEncrypted: whether our NEWKEYS was sent.
  ///   - layout: how the packets are laid out now.
  mutating func serve(
    into buffer: UnsafeMutableRawBufferPointer, isClientEncrypted: Bool,
    layout: () -> PacketLayout?
  ) -> Step {
    if granted > 0 {
      let count = min(granted, buffer.count)
      granted -= count
      return unsafe .served(hand(count, to: buffer))
    }
    if count == 0 { return .awaits(1) }
    let isAtIdentification = packets.isAtIdentification
    let waiting = bytes[served...]
    switch packets.allowance(of: waiting, isClientEncrypted: isClientEncrypted, layout: layout) {
    case .awaits(let least): return .awaits(least)
    case .hands(let most):
      let allowed = min(count, most)
      let handed = min(allowed, buffer.count)
      if isAtIdentification { granted = allowed - handed }
      return unsafe .served(hand(handed, to: buffer))
    case .refuses: return .refused(isAtIdentification ? EMSGSIZE : EBADMSG)
    }
  }

  /// Judges an allocation of libssh2's; whether it may have it.
  mutating func allows(allocation count: Int) -> Bool { packets.allows(allocation: count) }

  private mutating func hand(_ count: Int, to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let end = served + count
    unsafe bytes[served..<end].withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
    packets.handed(count, isLineEnd: bytes[end - 1] == 0x0a)
    served = end
    return count
  }
}
