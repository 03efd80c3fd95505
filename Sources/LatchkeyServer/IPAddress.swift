import NIOCore

/// The system's idea of what an IP address is.
enum IPAddress {
  /// Whether a text is an IPv4 or IPv6 address.
  static func isValid(_ text: String) -> Bool {
    (try? SocketAddress(ipAddress: text, port: 0)) != nil
  }

  /// The address of a peer as an instance's document has it. Through a socket that listens on `::`
  /// an IPv4 peer shows as `::ffff:127.31.0.4`.
  static func text(of peer: SocketAddress?) -> String {
    let text = peer?.ipAddress ?? ""
    return text.hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text
  }
}
