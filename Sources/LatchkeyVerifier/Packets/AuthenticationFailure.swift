/// A server's refusal: SSH_MSG_USERAUTH_FAILURE (RFC 4252 §5.1).
struct AuthenticationFailure: Sendable, Hashable {
  /// The methods that the server would still take.
  let methods: [String]
  /// Whether what was refused did succeed and more is wanted.
  let isPartialSuccess: Bool

  /// Reads a decrypted packet as libssh2 holds it, with padding and MAC behind the payload; `nil`
  /// if it is not certainly a refusal.
  ///
  ///     byte         SSH_MSG_USERAUTH_FAILURE (51)
  ///     name-list    authentications that can continue
  ///     boolean      partial success
  ///     byte[4–255]  padding, then the MAC of at most 64 bytes (RFC 4253 §6)
  init?(packet: some Collection<UInt8>) {
    var cursor = WireCursor(packet)
    guard cursor.byte() == 51, let methods = cursor.nameList(), let flag = cursor.byte(), flag <= 1,
      (4...(255 + 64 + 16)).contains(cursor.remaining)
    else { return nil }
    self.methods = methods
    isPartialSuccess = flag == 1
  }
}
