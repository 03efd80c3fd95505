import CProcess
import Glibc

/// A TCP connection all of whose steps have one deadline.
struct Connection: ~Copyable {
  private let socket: Descriptor
  private let deadline: Deadline

  /// Why a connection failed, before anyone said to whom it was.
  enum Failure: Error {
    case unknownHost(String)
    case system(Int32)
    case timeout

    /// In words, for the end of a sentence.
    var words: String {
      switch self {
      case .unknownHost(let reason): reason
      case .system(let number): SystemMessage.text(of: number)
      case .timeout: "no answer in time"
      }
    }
  }

  private init(socket: consuming Descriptor, deadline: Deadline) {
    self.socket = socket
    self.deadline = deadline
  }

  /// Connects to the first address of a host that answers.
  static func open(host: String, port: UInt16, deadline: Deadline) throws(Failure) -> Connection {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    // A name is looked up without a deadline of ours (the resolver has its own); every cloud's
    // service is reached by a numeric address, which is never looked up.
    let code = unsafe getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else {
      throw .unknownHost(unsafe String(cString: gai_strerror(code)).lowercased())
    }
    defer { unsafe freeaddrinfo(list) }
    var failure = Failure.system(EADDRNOTAVAIL)
    var next = unsafe list
    while let entry = unsafe next {
      let socket = unsafe Glibc.socket(
        entry.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      if socket < 0 {
        failure = .system(errno)
      } else {
        let descriptor = Descriptor(takingOwnershipOf: socket)
        _ = latchkey_set_nonblocking(socket)
        let outcome = unsafe connect(socket, entry.pointee.ai_addr, entry.pointee.ai_addrlen)
        if let problem = settle(socket, outcome == 0 ? 0 : errno, deadline) {
          failure = problem
        } else {
          return Connection(socket: descriptor, deadline: deadline)
        }
      }
      unsafe next = entry.pointee.ai_next
    }
    throw failure
  }

  /// Waits for a connection that was begun; `nil` once it stands.
  private static func settle(_ socket: Int32, _ begun: Int32, _ deadline: Deadline) -> Failure? {
    if begun == 0 { return nil }
    guard begun == EINPROGRESS || begun == EINTR else { return .system(begun) }
    guard deadline.wait(for: POLLOUT, on: socket) else { return .timeout }
    var result: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &result, &size)
    return result == 0 ? nil : .system(result)
  }

  /// Sends everything.
  func send(_ bytes: [UInt8]) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          socket.number, buffer.baseAddress.map { unsafe $0 + sent }, buffer.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        guard deadline.wait(for: POLLOUT, on: socket.number) else { throw .timeout }
      } else if errno != EINTR {
        throw .system(errno)
      }
    }
  }

  /// Receives what is there, waiting for the first byte; nothing at the end of the stream.
  func receive(atMost limit: Int) throws(Failure) -> [UInt8] {
    var failure: Int32 = 0
    while true {
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let got = unsafe recv(socket.number, buffer.baseAddress, buffer.count, 0)
        failure = got < 0 ? errno : 0
        count = max(got, 0)
      }
      if failure == 0 { return bytes }
      if failure == EAGAIN {
        guard deadline.wait(for: POLLIN, on: socket.number) else { throw .timeout }
      } else if failure != EINTR {
        throw .system(failure)
      }
    }
  }
}
