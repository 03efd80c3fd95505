import CLibSSH2

/// What libssh2's callbacks find of a session: its `abstract`.
final class SessionContext {
  /// The session's memory.
  let memory = SessionMemory()
  /// The socket.
  let tap: SocketTap
  /// The key that is being offered.
  var attempt: PublicKeyAttempt?
  /// The server's last word.
  var disconnection: Disconnection?
  /// What the server said in SSH_MSG_DEBUG (RFC 4253 §11.3), the first 32 lines of it.
  var debugLines: [String] = []

  /// How packets from the server are laid out now.
  var layout: (() -> PacketLayout?)?

  init(tap: SocketTap) { self.tap = tap }

  /// The context behind the `abstract` that a callback is given.
  static func from(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> SessionContext? {
    guard let abstract = unsafe abstract, let raw = unsafe abstract.pointee else { return nil }
    return unsafe Unmanaged<SessionContext>.fromOpaque(raw).takeUnretainedValue()
  }

  /// The context of a session.
  static func from(_ session: OpaquePointer?) -> SessionContext? {
    guard let session = unsafe session else { return nil }
    return unsafe from(libssh2_session_abstract(session))
  }
}
