/// Where the service listens: an IP address and a port.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// The IP address, without brackets.
  public let host: String
  /// The port; 0 lets the system choose a free one.
  public let port: Int

  /// A free port of 127.0.0.1.
  public static let loopback = ListenAddress(host: "127.0.0.1", port: 0)

  private init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `:8080`, which is of 127.0.0.1. A name is not taken:
  /// what it stands for can change, and with it who can reach the service.
  ///
  /// - Throws: ``ServerError/Code/invalidAddress``.
  public init(_ text: String) throws(ServerError) {
    let expected = "expected ADDRESS:PORT with an IP address, such as 127.0.0.1:0"
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...]),
      text[text.index(after: colon)...].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw ServerError(.invalidAddress, "'\(text)' is no address to listen at; \(expected)") }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard host.contains(":") else {
        throw ServerError(.invalidAddress, "'\(text)' is no address to listen at; \(expected)")
      }
    } else if host.isEmpty {
      host = Self.loopback.host
    } else if host.contains(":") {
      throw ServerError(.invalidAddress, "'\(text)': put an IPv6 address in brackets, [::1]:0")
    }
    guard IPAddress.isValid(host) else {
      throw ServerError(.invalidAddress, "'\(host)' is no IP address; \(expected)")
    }
    self.init(host: host, port: Int(port))
  }

  /// The address with the port that the system has chosen.
  func bound(to port: Int?) -> ListenAddress { ListenAddress(host: host, port: port ?? self.port) }

  /// Whether nobody but this machine can reach the address.
  public var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  /// As it is written: `127.0.0.1:8080`, `[::1]:8080`.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
