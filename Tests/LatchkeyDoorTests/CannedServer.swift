import Foundation
import Synchronization

/// An HTTP server on loopback that answers what a test tells it to, byte for byte.
final class CannedServer: Sendable {
  /// What arrived: the first line, and the headers as they came.
  struct Request: Sendable {
    let method: String
    let path: String
    let headers: [String]
  }

  /// Where it listens.
  let port: UInt16
  private let listener: Int32
  private let seen = Mutex<[Request]>([])

  /// Every request so far.
  var requests: [Request] { seen.withLock { $0 } }

  /// The address, as a metadata client takes it.
  var url: String { "http://127.0.0.1:\(port)" }

  /// Starts a server; every connection gets one answer and is closed, or, where the answer is
  /// `nil`, held open without a word.
  init(_ answer: @escaping @Sendable (Request) -> [UInt8]?) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection >= 0 {
          _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
          Thread.detachNewThread { [self] in serve(connection, answer) }
        } else if errno != EINTR {
          break
        }
      }
      // Here and not in `stop`: a number that is closed under `accept` may by then be another
      // server's.
      close(listener)
    }
  }

  /// Stops listening: whoever connects from now on is refused.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32, _ answer: (Request) -> [UInt8]?) {
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
    seen.withLock { $0.append(request) }
    guard let answer = answer(request) else { return }
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
