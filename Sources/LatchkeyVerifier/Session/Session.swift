import CLibSSH2
import Glibc
import Synchronization

/// Owns a `LIBSSH2_SESSION *`. Everything is non-blocking: a call that would block has to be made
/// again, and before any other, once the socket is ready. One thread at a time.
@safe final class Session {
  /// What the callbacks see.
  let context: SessionContext
  let pointer: OpaquePointer
  private var channel: CommandChannel?
  private var inForce:
    (cipher: UnsafePointer<CChar>, mac: UnsafePointer<CChar>, layout: PacketLayout?)?
  /// Whether it has been closed: nothing of it can be used any more.
  private(set) var isFreed = false

  /// A session on a connection, which it does not own.
  init(tap: SocketTap) throws(VerifierError) {
    context = SessionContext(tap: tap)
    guard !SSHLibrary.loaded.version.isEmpty,
      let made = unsafe libssh2_session_init_ex(
        Self.allocate, Self.free, Self.reallocate, Unmanaged.passUnretained(context).toOpaque())
    else { throw VerifierError(.libraryUnavailable, "libssh2 could not be initialised") }
    unsafe pointer = unsafe made
    unsafe libssh2_session_set_blocking(pointer, 0)
    unsafe latchkey_ssh2_set_callbacks(
      pointer, Self.receive, Self.send, Self.disconnected, Self.debugged)
    context.layout = { [unowned self] in layout() }
  }

  deinit { close() }

  /// Which way the last call that would block wants to go.
  var pollEvents: Int16 {
    let directions = unsafe libssh2_session_block_directions(pointer)
    var events: Int32 = 0
    if directions & LIBSSH2_SESSION_BLOCK_INBOUND != 0 { events |= POLLIN }
    if directions & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0 { events |= POLLOUT }
    return Int16(events == 0 ? POLLIN : events)
  }

  /// The host key algorithms that this libssh2 has, in its own order.
  func supportedHostKeyAlgorithms() -> [String] {
    var list: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    let count = unsafe libssh2_session_supported_algs(pointer, LIBSSH2_METHOD_HOSTKEY, &list)
    guard count > 0, let found = unsafe list else { return [] }
    defer { unsafe libssh2_free(pointer, found) }
    return (0..<Int(count)).compactMap { index in
      unsafe found[index].map { unsafe String(cString: $0) }
    }
  }

  /// Asks for host keys of the given algorithms first; the others that there are follow.
  func preferHostKeyAlgorithms(_ preferred: [String]) {
    let order = Self.lastPreference.withLock { last in
      // Most checks of a run ask for what the one before them asked for.
      if let last, last.preferred == preferred { return last.order }
      let supported = supportedHostKeyAlgorithms()
      let order =
        preferred.filter(supported.contains) + supported.filter { !preferred.contains($0) }
      let joined = order.joined(separator: ",")
      // None at all is no memory, and not for the next session.
      if !joined.isEmpty { last = (preferred, joined) }
      return joined
    }
    if order.isEmpty { return }
    _ = unsafe libssh2_session_method_pref(pointer, LIBSSH2_METHOD_HOSTKEY, order)
  }

  private static let lastPreference = Mutex<(preferred: [String], order: String)?>(nil)

  /// Exchanges identification lines and keys, and asks for the authentication service.
  func handshake() -> SessionStep {
    step(unsafe libssh2_session_handshake(pointer, context.tap.descriptor))
  }

  /// The server's host key blob (RFC 4253 §6.6), after the handshake.
  func hostKeyBlob() -> [UInt8]? {
    var length = 0
    var kind: Int32 = 0
    guard let bytes = unsafe libssh2_session_hostkey(pointer, &length, &kind), length > 0 else {
      return nil
    }
    return unsafe UnsafeRawBufferPointer(start: bytes, count: length).map { $0 }
  }

  /// What was agreed on, after the handshake.
  func negotiated() -> Negotiated? {
    guard let kex = method(LIBSSH2_METHOD_KEX), let hostKey = method(LIBSSH2_METHOD_HOSTKEY),
      let cipher = method(LIBSSH2_METHOD_CRYPT_CS), let mac = method(LIBSSH2_METHOD_MAC_CS)
    else { return nil }
    return Negotiated(kex: kex, hostKey: hostKey, cipher: cipher, mac: mac)
  }

  /// How packets from the server are laid out, which is asked for with every one: libssh2 names one
  /// and the same method by one and the same pointer.
  private func layout() -> PacketLayout? {
    guard let cipher = unsafe libssh2_session_methods(pointer, LIBSSH2_METHOD_CRYPT_SC),
      let mac = unsafe libssh2_session_methods(pointer, LIBSSH2_METHOD_MAC_SC)
    else { return nil }
    if let known = unsafe inForce, unsafe known.cipher == cipher, unsafe known.mac == mac {
      return unsafe known.layout
    }
    let layout = unsafe PacketLayout(cipher: String(cString: cipher), mac: String(cString: mac))
    unsafe inForce = unsafe (cipher, mac, layout)
    return layout
  }

  private func method(_ kind: Int32) -> String? {
    unsafe libssh2_session_methods(pointer, kind).map { unsafe String(cString: $0) }
  }

  /// Offers a key, and signs where the server would accept it.
  func authenticate(_ attempt: PublicKeyAttempt) -> SessionStep {
    let isStart = context.attempt !== attempt
    context.attempt = attempt
    context.memory.isWatching = true
    if isStart {
      let memory = context.memory
      unsafe memory.freeHook = { [unowned memory] pointer in
        unsafe attempt.rewrite?.freed(pointer, live: memory.allocations)
      }
    }
    if isStart, let upgrade = attempt.upgrade {
      context.memory.allocationHook = { upgrade.allocation(of: $0) }
      upgrade.arm()
    }
    let status = unsafe libssh2_userauth_publickey(
      pointer, attempt.user, attempt.blob.baseAddress, attempt.blob.count, Self.sign, nil)
    if isStart, let upgrade = attempt.upgrade {
      upgrade.disarm()
      context.memory.allocationHook = nil
    }
    let result = step(status)
    if result != .wouldBlock {
      context.memory.isWatching = false
      unsafe context.memory.freeHook = nil
      attempt.chosenName = context.memory.offeredName
      context.attempt = nil
    }
    return result
  }

  /// Asks whether the server lets a user in without any proof: the method "none" (RFC 4252 §5.2). Once
  /// it is done, `isAuthenticated` is the answer.
  func askWithoutProof(_ user: String) -> SessionStep {
    context.memory.isWatching = true
    let methods = unsafe libssh2_userauth_list(pointer, user, UInt32(user.utf8.count))
    let code = unsafe libssh2_session_last_errno(pointer)
    // On success there are no methods, and no error.
    let isAnswered = unsafe methods != nil || isAuthenticated
    if !isAnswered, code == LIBSSH2_ERROR_EAGAIN { return .wouldBlock }
    context.memory.isWatching = false
    return isAnswered ? .done : .failed(failure(code))
  }

  /// Whether the server has accepted the user.
  var isAuthenticated: Bool { unsafe libssh2_userauth_authenticated(pointer) == 1 }

  /// Opens a session on the server and runs a command in it, to its end.
  func run(
    _ command: String, dialogue: CommandDialogue? = nil, result: inout CommandResult
  ) -> SessionStep {
    let channel =
      self.channel ?? CommandChannel(session: self, command: command, dialogue: dialogue)
    self.channel = channel
    return channel.run(&result)
  }

  /// Opens a session on the server, in which nothing is run.
  func openChannel() -> SessionStep {
    let channel = self.channel ?? CommandChannel(session: self, command: "")
    self.channel = channel
    return channel.open()
  }

  /// Whether the server has told how the command ended.
  var hasCommandEnded: Bool { channel?.hasEnded ?? false }

  /// Takes down how the command ended, before the server has closed its session.
  func settleCommand(_ result: inout CommandResult) { channel?.conclude(&result) }

  /// How far `run` came.
  var isCommandStarted: Bool { channel?.isStarted ?? false }

  /// Says good-bye as far as that goes without waiting, and frees everything. The socket is shut
  /// down first, so that freeing an open channel has nothing to wait for.
  func close() {
    if isFreed { return }
    isFreed = true
    context.attempt = nil
    context.memory.allocationHook = nil
    unsafe context.memory.freeHook = nil
    if context.disconnection == nil, !context.tap.isClosedByPeer {
      _ = unsafe libssh2_session_disconnect_ex(
        pointer, SSH_DISCONNECT_BY_APPLICATION, "done", "")
    }
    context.tap.stream.shutDown()
    // Whatever libssh2 should refuse to let go of is freed with the session's memory.
    for _ in 0..<64 {
      if unsafe libssh2_session_free(pointer) != LIBSSH2_ERROR_EAGAIN { return }
    }
  }

  func step(_ status: Int32) -> SessionStep {
    if status == 0 { return .done }
    if status == LIBSSH2_ERROR_EAGAIN { return .wouldBlock }
    return .failed(failure(status))
  }

  func failure(_ status: Int32) -> SessionFailure {
    var text: UnsafeMutablePointer<CChar>?
    _ = unsafe libssh2_session_last_error(pointer, &text, nil, 0)
    return SessionFailure(
      code: status, message: unsafe text.map { unsafe String(cString: $0) } ?? "")
  }
}
