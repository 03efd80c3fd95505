/// The last word of a server: SSH_MSG_DISCONNECT (RFC 4253 §11.1).
struct Disconnection: Sendable, Hashable {
  /// The reason code: 2 protocol error, 11 by application, 12 too many connections, …
  let code: UInt32
  /// The server's own words, made printable.
  let message: String

  init(code: UInt32, message: String) {
    self.code = code
    self.message = message
  }

  /// Reads a DISCONNECT payload; `nil` if it is none.
  ///
  ///     byte      SSH_MSG_DISCONNECT (1)
  ///     uint32    reason code
  ///     string    description in ISO-10646 UTF-8 encoding [RFC3629]
  ///     string    language tag [RFC3066]: not looked at, some servers leave it out
  init?(payload: some Collection<UInt8>) {
    var cursor = WireCursor(payload)
    guard cursor.byte() == 1, let code = cursor.uint32(), let text = cursor.string() else {
      return nil
    }
    self.init(code: code, message: Quotation.printable(text))
  }
}
