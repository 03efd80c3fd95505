/// What a server shows before log-in: SSH_MSG_USERAUTH_BANNER (RFC 4252 §5.4).
enum AuthenticationBanner {
  /// Reads the text from a decrypted packet as libssh2 holds it; `nil` if it is not certainly one.
  ///
  ///     byte      SSH_MSG_USERAUTH_BANNER (53)
  ///     string    message in ISO-10646 UTF-8 encoding [RFC3629]
  ///     string    language tag [RFC3066]
  ///     byte[4–255]  padding, then the MAC of at most 64 bytes (RFC 4253 §6)
  static func text(packet: some Collection<UInt8>) -> String? {
    var cursor = WireCursor(packet)
    guard cursor.byte() == 53, let message = cursor.string(), let language = cursor.string(),
      language.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
      (4...(255 + 64 + 16)).contains(cursor.remaining),
      String(validating: message, as: UTF8.self) != nil
    else { return nil }
    return Quotation.printable(message, limit: 500)
  }
}
