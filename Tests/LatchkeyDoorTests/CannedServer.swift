import Foundation
import Synchronization

/// An HTTP server on loopback that answers what a test tells it to, byte for byte, for as long as
/// it lives.
final class CannedServer: Sendable {
  /// What arrived: the first line, and the headers as they came.
  struct Request: Sendable {
    let method: String
    let path: String
    let headers: [String]
  }

  /// Where it listens.
  let port: UInt16
  private let state: State

  /// What its threads share. None of them holds the server itself, whose end is theirs.
  private final class State: Sendable {
    /// Its number may be another's once it is closed.
    let listener: Mutex<Int32?>
    let requests = Mutex<[Request]>([])
    /// The connections that get no answer.
    let held = Mutex<[Int32]>([])

    init(_ listener: Int32) { self.listener = Mutex(listener) }

    deinit { for connection in held.withLock({ $0 }) { close(connection) } }
  }

  /// Every request so far.
  var requests: [Request] { state.requests.withLock { $0 } }

  /// The address, as a metadata client takes it.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Starts a server; every connection gets one answer and is closed, or, where the answer is
  /// `nil`, held open without a word.
  init(_ answer: @escaping @Sendable (Request) -> [UInt8]?) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else {
      close(listener)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    port = UInt16(bigEndian: address.sin_port)
    let state = State(listener)
    self.state = state
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        if connection >= 0 {
          _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
          Thread.detachNewThread { Self.serve(connection, answer, state) }
        } else if errno != EINTR {
          break
        }
      }
      // Here and not in `stop`: a number that is closed under `accept` may by then be another
      // server's.
      state.listener.withLock {
        close(listener)
        $0 = nil
      }
    }
  }

  deinit { stop() }

  /// Stops listening: whoever connects from now on is refused.
  func stop() {
    state.listener.withLock { if let open = $0 { shutdown(open, Int32(SHUT_RDWR)) } }
  }

  private static func serve(
    _ connection: Int32, _ answer: (Request) -> [UInt8]?, _ state: State
  ) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else {
        close(connection)
        return
      }
      bytes += buffer.prefix(count)
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    let request = Request(
      method: words[0], path: words[1], headers: lines.dropFirst().filter { !$0.isEmpty })
    state.requests.withLock { $0.append(request) }
    guard let answer = answer(request) else {
      return state.held.withLock { $0.append(connection) }
    }
    var rest = answer[...]
    while !rest.isEmpty {
      let part = [UInt8](rest.prefix(16_384))
      let count = send(connection, part, part.count, Int32(MSG_NOSIGNAL))
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    close(connection)
  }

  /// An answer with a status and a body.
  static func answer(_ status: Int, _ body: String = "") -> [UInt8] {
    Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }
}
