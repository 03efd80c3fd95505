/// Who else than an SSH server answers on a port, by the first bytes.
enum Greeting {
  /// The one that begins like this, as the subject of a sentence; `nil` for one that is not known.
  static func speaker(_ bytes: ArraySlice<UInt8>) -> String? {
    let start = Array(bytes.prefix(64))
    func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
    func holds(_ word: String) -> Bool {
      String(decoding: start, as: UTF8.self).uppercased().contains(word)
    }
    // RFC 8446 §5.1: a record of version 3.x; the type, 20 to 22, in front.
    if start.count >= 2, (0x14...0x16).contains(start[0]), start[1] == 3 { return "a TLS server" }
    if begins("HTTP/") { return "an HTTP server" }
    if isMySQL(start) { return "a MySQL or MariaDB server" }
    // RFC 6143 §7.1.1.
    if begins("RFB ") { return "a VNC server" }
    if begins("220 ") || begins("220-") {
      return holds("SMTP")
        ? "an SMTP server" : holds("FTP") ? "an FTP server" : "an SMTP or FTP server"
    }
    if begins("+OK") { return "a POP3 server" }
    if begins("* OK") || begins("* PREAUTH") { return "an IMAP server" }
    if begins("-ERR") || begins("-DENIED") || begins("-NOAUTH") { return "a Redis server" }
    // PostgreSQL's ErrorResponse: E, four bytes of length, the field S.
    if start.count >= 11, start[0] == UInt8(ascii: "E"), start[5...].starts(with: "SFATAL".utf8) {
      return "a PostgreSQL server"
    }
    // RFC 2126 §4.3, in which RDP is wrapped: version 3, reserved, a length below 64 KiB.
    if start.count >= 4, start[0] == 3, start[1] == 0 { return "an RDP server" }
    if begins("AMQP") { return "an AMQP server" }
    // RFC 854: IAC, and WILL, WON'T, DO or DON'T.
    if start.count >= 2, start[0] == 0xff, (0xfb...0xfe).contains(start[1]) {
      return "a telnet server"
    }
    return nil
  }

  /// MySQL's first packet: three bytes of length, the least first, the sequence number 0, and 10, the
  /// protocol's version, or 255 for an error.
  private static func isMySQL(_ start: [UInt8]) -> Bool {
    start.count >= 5 && start[0] > 0 && start[2] == 0 && start[3] == 0
      && (start[4] == 10 || start[4] == 255)
  }
}
