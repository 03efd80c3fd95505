import CLibSSH2
import Glibc

/// A channel of a session with a jump host that leads to another host's port: `direct-tcpip`,
/// RFC 4254 §7.2. Owned by the session's `libssh2_session_free`.
@safe final class ForwardedStream: ByteStream {
  private let session: Session
  private let host: String
  private let port: UInt16
  private var channel: OpaquePointer?
  private var isShut = false
  /// What libssh2 has been given and not taken yet: it wants the same bytes at the same place again.
  private var pending: UnsafeMutableRawBufferPointer?
  private var sent = 0

  /// Prepares a channel; ``open()`` opens it.
  init(over session: Session, to host: String, port: UInt16) {
    self.session = session
    self.host = host
    self.port = port
  }

  deinit { unsafe pending?.deallocate() }

  var descriptor: Int32 { session.context.tap.descriptor }

  /// Whether anything can pass: a channel does not outlive its session.
  private var isUsable: Bool { !isShut && !session.isFreed }

  /// Asks the jump host to connect, until it has or has not.
  func open() -> SessionStep {
    session.context.memory.isWatching = true
    unsafe channel = unsafe libssh2_channel_direct_tcpip_ex(
      session.pointer, host, Int32(port), "127.0.0.1", 22)
    if unsafe channel != nil {
      session.context.memory.isWatching = false
      return .done
    }
    let step = session.step(unsafe libssh2_session_last_errno(session.pointer))
    if step != .wouldBlock { session.context.memory.isWatching = false }
    return step
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard isUsable, let channel = unsafe channel else { return Int(-ECONNABORTED) }
    let flushed = flush()
    if flushed < 0, flushed != Int(-EAGAIN) { return flushed }
    var count: Int
    repeat {
      count = unsafe libssh2_channel_read_ex(
        channel, 0, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    } while count == Int(LIBSSH2_ERROR_EAGAIN) && session.context.tap.takeMore()
    if count == Int(LIBSSH2_ERROR_EAGAIN) { return Int(-EAGAIN) }
    if count < 0 { return Int(-ECONNRESET) }
    // Nothing, and not the end: data of another stream, or a message that is none.
    if count == 0, unsafe libssh2_channel_eof(channel) != 1 { return Int(-EAGAIN) }
    return count
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard isUsable, unsafe channel != nil else { return Int(-ECONNABORTED) }
    let flushed = flush()
    if flushed < 0 { return flushed }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    unsafe copy.copyMemory(from: bytes)
    unsafe pending = unsafe copy
    sent = 0
    // They are taken: what does not go out now goes with the next call in either direction.
    let status = flush()
    return status < 0 && status != Int(-EAGAIN) ? status : bytes.count
  }

  /// Goes on sending what was taken; 0 once all of it is on its way.
  func flush() -> Int {
    guard let channel = unsafe channel, let bytes = unsafe pending else { return 0 }
    while sent < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[sent...])
      let count = unsafe libssh2_channel_write_ex(
        channel, 0, rest.baseAddress?.assumingMemoryBound(to: CChar.self), rest.count)
      if count == Int(LIBSSH2_ERROR_EAGAIN) {
        if session.context.tap.takeMore() { continue }
        return Int(-EAGAIN)
      }
      if count < 0 { return Int(-ECONNRESET) }
      sent += count
    }
    unsafe bytes.deallocate()
    unsafe pending = nil
    return 0
  }

  func shutDown() { isShut = true }
}
