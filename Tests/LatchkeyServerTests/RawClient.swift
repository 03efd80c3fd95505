import Foundation

/// A client that sends exactly the bytes it is told to, and shows exactly those that come back.
final class RawClient: Sendable {
  private let descriptor: Int32

  struct Failure: Error { let reason: String }

  /// Connects to a port of 127.0.0.1, from an address of the loopback network.
  init(port: Int, from source: String = "127.0.0.1") throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(reason: "socket: \(errno)") }
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }
    guard Self.with(source, 0, { bind(descriptor, $0, $1) }) == 0 else {
      throw Failure(reason: "bind: \(errno)")
    }
    guard Self.with("127.0.0.1", port, { connect(descriptor, $0, $1) }) == 0 else {
      throw Failure(reason: "connect: \(errno)")
    }
  }

  deinit { close(descriptor) }

  private static func with(
    _ host: String, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Sends all bytes; false once the other side has gone.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends all bytes; false once the other side has gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Takes no packet whose IP time to live is below `hops` when it arrives, and waits for none
  /// longer than a third of a second.
  func refusePackets(below hops: Int32) {
    var hops = hops
    setsockopt(descriptor, Int32(IPPROTO_IP), IP_MINTTL, &hops, socklen_t(MemoryLayout<Int32>.size))
    var timeout = timeval(tv_sec: 0, tv_usec: 330_000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Takes no notice of anything from here on: what still comes is refused with a reset, which is not
  /// what a clean close does.
  func abandon() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    shutdown(descriptor, Int32(SHUT_RD))
  }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// What comes next, at most `limit` bytes; empty at the end.
  func receive(limit: Int = 65_536) throws -> String {
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &buffer, limit, 0)
    guard count >= 0 else {
      // A reset is an end, too, but not one that a client should see here.
      throw Failure(reason: "recv: \(String(cString: strerror(errno)))")
    }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// Everything until the other side closes.
  func receiveAll() throws -> String {
    var text = ""
    while true {
      let part = try receive()
      if part.isEmpty { return text }
      text += part
    }
  }

  /// One answer with its body, by its `Content-Length`.
  func receiveAnswer() throws -> String {
    var text = ""
    while true {
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound]
        let length = head.split(separator: "\r\n").compactMap { line in
          line.hasPrefix("Content-Length: ") ? Int(line.dropFirst(16)) : nil
        }.first
        if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
      }
      let part = try receive()
      guard !part.isEmpty else { throw Failure(reason: "closed after: \(text)") }
      text += part
    }
  }

  /// So many answers to requests that were sent together, none of them to HEAD.
  func receiveAnswers(_ count: Int) throws -> [String] {
    var bytes: [UInt8] = []
    var answers: [String] = []
    while answers.count < count {
      let part = try receive()
      guard !part.isEmpty else { throw Failure(reason: "closed after \(answers.count) answers") }
      bytes += Array(part.utf8)
      while let length = Self.lengthOfAnswer(bytes) {
        answers.append(String(decoding: bytes.prefix(length), as: UTF8.self))
        bytes.removeFirst(length)
      }
    }
    return answers
  }

  /// The bytes of the answer that the bytes begin with, where it is complete.
  private static func lengthOfAnswer(_ bytes: [UInt8]) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard let start = bytes.firstRange(of: end) else { return nil }
    let head = String(decoding: bytes[..<start.lowerBound], as: UTF8.self)
    let length = head.split(separator: "\r\n").compactMap { line in
      line.hasPrefix("Content-Length: ") ? Int(line.dropFirst(16)) : nil
    }.first
    let whole = start.upperBound + (length ?? 0)
    return bytes.count >= whole ? whole : nil
  }
}
