/// What libssh2 1.11 knows and does not tell of the names under which it offers RSA keys, read from
/// the packets that it lets go of.
enum ChosenAlgorithm {
  /// The signature algorithms that a server says it takes; `nil` if the packet does not say.
  ///
  ///     byte       SSH_MSG_EXT_INFO (7)            (RFC 8308 §2.3, §3.1)
  ///     uint32     nr-extensions
  ///     string     extension-name, here "server-sig-algs"
  ///     string     extension-value, here a name-list
  static func serverAlgorithms(packet: some Collection<UInt8>) -> [String]? {
    var cursor = WireCursor(packet)
    guard cursor.byte() == 7, let count = cursor.uint32() else { return nil }
    // However many a server promises: each takes eight bytes at least, so the packet ends first.
    for _ in 0..<count {
      guard let name = cursor.string() else { return nil }
      if name.elementsEqual("server-sig-algs".utf8) { return cursor.nameList() }
      guard cursor.string() != nil else { return nil }
    }
    return nil
  }

  /// The public key algorithm that a request names; `nil` if the packet is none.
  ///
  ///     byte       SSH_MSG_USERAUTH_REQUEST (50)   (RFC 4252 §7)
  ///     string     user name
  ///     string     service name
  ///     string     "publickey"
  ///     boolean    whether a signature follows
  ///     string     public key algorithm name
  static func offered(request: some Collection<UInt8>) -> String? {
    var cursor = WireCursor(request)
    guard cursor.byte() == 50, cursor.string() != nil, cursor.string() != nil,
      let method = cursor.string(), method.elementsEqual("publickey".utf8), cursor.byte() != nil,
      let name = cursor.string(), name.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
    return String(decoding: name, as: UTF8.self)
  }
}
