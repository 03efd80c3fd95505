import Glibc

/// One request to an agent and its answer, on a connection of its own. Nothing blocks: an agent may
/// wait for its owner's confirmation, or for a touch.
final class AgentRequest {
  /// How far it is.
  enum Progress: Hashable {
    /// The descriptor has to be waited for.
    case waiting
    /// The answer, without its length.
    case answered([UInt8])
    /// Why there will be none.
    case failed(String)
  }

  /// The socket to poll, or -1.
  private(set) var descriptor: Int32 = -1
  /// What to poll it for.
  private(set) var events = Int16(POLLOUT)

  private let agent: SSHAgent
  private var unsent: ArraySlice<UInt8>
  private var received: [UInt8] = []
  private var failure: String?

  /// The most that an answer may be: OpenSSH's own limit.
  private static let limit = 256 << 10

  /// Begins to send a message.
  init(_ message: [UInt8], to agent: SSHAgent) {
    self.agent = agent
    unsent = WireBytes.string(message)[...]
    connect()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Goes on as far as it can.
  func advance() -> Progress {
    while true {
      if let failure { return .failed(failure) }
      if !unsent.isEmpty {
        let count = unsafe unsent.withUnsafeBytes { bytes in
          unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        if let progress = settle(count, POLLOUT) { return progress }
        if count > 0 { unsent.removeFirst(count) }
      } else if let answer {
        return answer
      } else {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        if let progress = settle(count, POLLIN) { return progress }
        if count == 0 { fail("closed the connection without an answer") }
        if count > 0 { received += buffer.prefix(count) }
      }
    }
  }

  /// The answer, once all of it is there.
  private var answer: Progress? {
    var cursor = WireCursor(received)
    guard let length = cursor.uint32() else { return nil }
    guard length > 0, length <= Self.limit else {
      return .failed("\(agent.path): not an agent: it promises an answer of \(length) bytes")
    }
    return cursor.take(Int(length)).map { .answered(Array($0)) }
  }

  /// What a system call's result means besides progress.
  private func settle(_ count: Int, _ wanted: Int32) -> Progress? {
    guard count < 0 else { return nil }
    switch errno {
    case EINTR: return nil
    case EAGAIN:
      events = Int16(wanted)
      return .waiting
    default:
      fail(unsafe String(cString: strerror(errno)).lowercased())
      return nil
    }
  }

  private func connect() {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(agent.path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path), !name.contains(0) else {
      return fail("is too long for a socket's path")
    }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    descriptor = socket(
      AF_UNIX,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
      0)
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        unsafe Glibc.connect(descriptor, raw, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if status != 0 {
      // Of a local socket EAGAIN means that the agent's queue is full.
      fail(
        errno == EAGAIN
          ? "takes no connections now" : unsafe String(cString: strerror(errno)).lowercased())
    }
  }

  private func fail(_ reason: String) { failure = "\(agent.path): the agent: \(reason)" }
}
