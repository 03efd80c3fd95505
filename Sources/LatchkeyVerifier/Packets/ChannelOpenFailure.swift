/// Why a server opened no channel (RFC 4254 §5.1).
///
///     byte      SSH_MSG_CHANNEL_OPEN_FAILURE (92)
///     uint32    recipient channel
///     uint32    reason code
///     string    description in ISO-10646 UTF-8 encoding
///     string    language tag
struct ChannelOpenFailure: Sendable, Hashable {
  /// SSH_OPEN_ADMINISTRATIVELY_PROHIBITED.
  static let prohibited: UInt32 = 1
  /// SSH_OPEN_CONNECT_FAILED.
  static let connectFailed: UInt32 = 2

  /// The reason code.
  let reason: UInt32
  /// The server's words.
  let description: String

  /// Reads a decrypted packet, whatever padding and MAC follow the message.
  init?(packet: some Collection<UInt8>) {
    var cursor = WireCursor(packet)
    guard cursor.byte() == 92, cursor.uint32() != nil, let reason = cursor.uint32(),
      (1...4).contains(reason), let text = cursor.string(), cursor.string() != nil
    else { return nil }
    self.reason = reason
    description = Quotation.printable(text)
  }
}
