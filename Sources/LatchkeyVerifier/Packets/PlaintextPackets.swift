/// Watches one direction of a connection until encryption starts, to see what libssh2 does not
/// report: the offers of both sides and a disconnect in the clear.
///
/// RFC 4253 §6, before any cipher and MAC is in force:
///
///     uint32    packet_length      (of what follows)
///     byte      padding_length
///     byte[n1]  payload; n1 = packet_length - padding_length - 1
///     byte[n2]  random padding; n2 = padding_length
struct PlaintextPackets: Sendable {
  /// What this side offered; read only when it is asked for, as hardly any check needs it.
  var offer: KeyExchangeOffer? { offering.flatMap { KeyExchangeOffer(payload: $0) } }
  /// This side's last word, if it said it in the clear.
  private(set) var disconnection: Disconnection?
  /// Whether this side's key exchange is done (SSH_MSG_NEWKEYS): nothing after it is in the clear.
  private(set) var isEncrypted = false

  /// The first KEXINIT.
  private var offering: [UInt8]?
  private var pending: [UInt8] = []
  private var isPastIdentification = false
  private var gaveUp = false

  init() {}

  /// Takes the next bytes of this direction, the identification line included.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    if isEncrypted || gaveUp { return }
    pending.append(contentsOf: bytes)
    if !isPastIdentification {
      guard let end = pending.firstIndex(of: 0x0a) else { return }
      pending.removeFirst(end + 1)
      isPastIdentification = true
    }
    while let payload = nextPayload() {
      switch payload.first {
      case 1: disconnection = disconnection ?? Disconnection(payload: payload)
      case 20: offering = offering ?? payload
      case 21:
        isEncrypted = true
        pending = []
        return
      default: break
      }
    }
  }

  /// Lets go of what this side offered.
  mutating func forgetOffer() { offering = nil }

  private mutating func nextPayload() -> [UInt8]? {
    var cursor = WireCursor(pending)
    guard let length = cursor.uint32() else { return nil }
    // RFC 4253 §6.1: 35000 bytes are the most that must be processed.
    guard length >= 2, length <= 40_000 else {
      gaveUp = true
      pending = []
      return nil
    }
    guard let padding = cursor.byte(), cursor.remaining >= Int(length) - 1 else { return nil }
    guard Int(padding) + 1 <= Int(length), let payload = cursor.take(Int(length) - 1 - Int(padding))
    else {
      gaveUp = true
      pending = []
      return nil
    }
    let bytes = Array(payload)
    pending.removeFirst(4 + Int(length))
    return bytes
  }
}
