import Glibc

/// Where a metadata service listens: `http://HOST[:PORT][/BASE]`.
///
/// Plain HTTP only, as every cloud's link-local service speaks it.
public struct MetadataAddress: Hashable, Sendable, CustomStringConvertible {
  /// A name or a numeric address, an IPv6 one without its brackets.
  public let host: String
  /// The TCP port, 80 unless given.
  public let port: UInt16
  /// What stands before `/latest/…`: empty, or a path with a leading and no trailing slash.
  public let base: String

  /// The address at which every EC2 instance finds its service.
  public static let instance = MetadataAddress(host: "169.254.169.254", port: 80, base: "")

  private init(host: String, port: UInt16, base: String) {
    self.host = host
    self.port = port
    self.base = base
  }

  /// Reads an address.
  ///
  /// - Throws: ``DoorError/Code/malformedAddress``.
  public init(_ text: String) throws(DoorError) {
    func malformed(_ what: String) -> DoorError {
      DoorError(
        .malformedAddress,
        "\(text.debugDescription): \(what) (expected http://HOST[:PORT])")
    }
    let scheme = "http://"
    if text.lowercased().hasPrefix("https://") {
      throw malformed("a metadata service speaks plain http")
    }
    guard text.lowercased().hasPrefix(scheme) else { throw malformed("not an http address") }
    // The text becomes part of a request and of a command line: nothing but plain characters.
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\"'\\%@?#".utf8.contains($0) })
    else { throw malformed("a character that has no place there") }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    var base = String(rest.dropFirst(authority.count))
    while base.hasSuffix("/") { base.removeLast() }

    var name = authority
    var portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw malformed("no closing bracket") }
      name = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.first == ":" else { throw malformed("text after the bracket") }
      portText = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      name = authority[..<colon]
      portText = authority[authority.index(after: colon)...]
      guard !name.contains(":") else { throw malformed("an IPv6 address needs brackets") }
    }
    guard !name.isEmpty else { throw malformed("no host") }
    var port: UInt16 = 80
    if let portText {
      guard let number = UInt16(portText), number > 0, portText.utf8.allSatisfy({ $0 != 0x2b })
      else { throw malformed("not a port: \(portText)") }
      port = number
    }
    self.init(host: String(name), port: port, base: base)
  }

  /// `HOST:PORT`, as the request's `Host` header has it.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == 80 ? name : "\(name):\(port)"
  }

  public var description: String { "http://\(authority)\(base)" }
}
