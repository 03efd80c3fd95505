import Foundation
import LatchkeyServer
import Testing

/// Whatever comes through a connection is answered: never silence, never a hang.
@Suite struct MalformedRequestTests {
  private static let get = "GET /latest/meta-data/instance-type HTTP/1.1\r\n"
  private static let host = "Host: a\r\n"

  /// Sends bytes, and then says that there are no more, or not.
  private func answers(to request: String, finishing: Bool = false) async throws -> [String] {
    var text = ""
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(request)
      if finishing { client.finishSending() }
      text = try client.receiveAll()
    }
    return text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { "HTTP/1.1 " + $0 }
  }

  @Test(arguments: [
    // The first line.
    "GET /latest\tHTTP/1.1\r\n" + host, "GET /la test HTTP/1.1\r\n" + host,
    "GET /latest HTTP/1.1 \r\n" + host, " GET /latest HTTP/1.1\r\n" + host,
    "GET /latest http/1.1\r\n" + host, "GET /latest HTTP/1.2\r\n" + host,
    "GET /latest HTTP/2.0\r\n" + host, "GET /latest HTTP/1.10\r\n" + host,
    "GET /latest HTTP/0.9\r\n" + host, "get /latest HTTP/1.1\r\n" + host,
    "FROB /latest HTTP/1.1\r\n" + host, "GET latest HTTP/1.1\r\n" + host,
    "GET /la\0test HTTP/1.1\r\n" + host, "GET /la\u{1}test HTTP/1.1\r\n" + host,
    "GET /lä HTTP/1.1\r\n" + host, "PRI * HTTP/2.0\r\n\r\nSM\r\n", "\r\n\r\nnonsense\r\n",
    String(repeating: "A", count: 300) + " / HTTP/1.1\r\n" + host,
    // Ends of lines.
    "GET /latest HTTP/1.1\nHost: a\n", get + "Host: a\nX: y\r\n", get + host + "X: a\rb\r\n",
    get + host + "X: a\r\r\n", get + host + "X: a\r\n b\r\n", get + " Host: a\r\n",
    // Names and values.
    get + "Host : a\r\n", get + host + "X y: a\r\n", get + host + ": a\r\n",
    get + host + "X\0: a\r\n", get + host + "X: a\0b\r\n", get + host + "X\"y: a\r\n",
    get + host + "X\r\n",
    // Hosts.
    get, get + host + host, get + host + "HOST: a\r\n", get + "Host: a, b\r\n",
    get + "Host: a b\r\n", get + "Host: a/b\r\n", get + "Host: u@a\r\n",
    // Lengths.
    get + host + "Content-Length: -1\r\n", get + host + "Content-Length: +1\r\n",
    get + host + "Content-Length: 0x1\r\n", get + host + "Content-Length: 1, 1\r\n",
    get + host + "Content-Length: \r\n", get + host + "Content-Length: 1 1\r\n",
    get + host + "Content-Length: 1\r\nContent-Length: 1\r\n",
    get + host + "Content-Length: 1\r\ncontent-length: 2\r\n",
    get + host + "Content-Length: 99999999999999999999999999\r\n",
    // Codings.
    get + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
    get + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
    get + host + "Transfer-Encoding: identity\r\n", get + host + "Transfer-Encoding: gzip\r\n",
    get + host + "Transfer-Encoding: gzip, chunked\r\n",
    get + host + "Transfer-Encoding: chunked, gzip\r\n",
    get + host + "Transfer-Encoding: chunked, chunked\r\n",
    get + host + "Transfer-Encoding: xchunked\r\n",
    get + host + "Transfer-Encoding: \u{b}chunked\r\n",
    get + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
    get + host + "Transfer-Encoding : chunked\r\n",
    "GET /latest HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
  ])
  func `a malformed head is answered 400, once, and the connection ends`(head: String) async throws
  {
    // What follows would be another request, if it were taken for one.
    let answers = try await answers(
      to: head + "\r\n0\r\n\r\n" + Self.get + Self.host + "\r\n")
    #expect(answers.count == 1)
    #expect(answers.first?.hasPrefix("HTTP/1.1 400 Bad Request\r\n") == true, "\(answers)")
    #expect(answers.first?.contains("\r\nConnection: close\r\n") == true)
  }

  @Test(arguments: [
    "-1\r\nx\r\n0\r\n\r\n", "0x1\r\nx\r\n0\r\n\r\n", "fffffffffffffffff\r\nx\r\n", "1\nx\n0\n\n",
    "1\r\nxyz\r\n0\r\n\r\n", "\r\n\r\n",
  ])
  func `a malformed chunk is answered 400`(body: String) async throws {
    let answers = try await answers(
      to: Self.get + Self.host + "Transfer-Encoding: chunked\r\n\r\n" + body)
    #expect(answers.map { String($0.prefix(12)) } == ["HTTP/1.1 400"])
  }

  @Test(arguments: [
    "G", "GET /latest HT", get, get + host, get + host + "Content-Length: 5\r\n\r\nab",
  ])
  func `a request that ends in the middle is answered 400`(start: String) async throws {
    let answers = try await answers(to: start, finishing: true)
    #expect(answers.map { String($0.prefix(12)) } == ["HTTP/1.1 400"])
  }

  @Test(arguments: [
    ("Content-Length: 18446744073709551615\r\n", "413"), ("Content-Length: 65537\r\n", "413"),
    ("Expect: 200-maybe\r\n", "417"), ("Expect: 100-continue\r\nContent-Length: 70000\r\n", "413"),
  ])
  func `what is too much is refused before it is sent`(field: String, status: String) async throws {
    let answers = try await answers(to: Self.get + Self.host + field + "\r\n")
    #expect(answers.map { String($0.prefix(12)) } == ["HTTP/1.1 \(status)"])
  }

  @Test(arguments: [
    "CONNECT a:80 HTTP/1.1\r\n" + host,
    "PUT / HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: h2c\r\n",
    get + host + "Connection: Upgrade\r\nUpgrade: websocket\r\n",
  ])
  func `who would speak something else is answered, and told that this was all`(head: String)
    async throws
  {
    let answers = try await answers(to: head + "\r\n" + Self.get + Self.host + "\r\n")
    #expect(answers.count == 1)
    #expect(answers.first?.contains("\r\nConnection: close\r\n") == true)
  }

  @Test(arguments: [
    ("GET http://x/latest/meta-data/instance-type HTTP/1.1\r\n" + host, 200),
    ("\r\n" + get + host, 200), (get + "Host: [::1]:80\r\n", 200), (get + "Host:\r\n", 200),
    (get + host + "Content-Length: 1 \r\n", 200), ("OPTIONS * HTTP/1.1\r\n" + host, 405),
    ("PATCH / HTTP/1.1\r\n" + host, 405), ("GET * HTTP/1.1\r\n" + host, 400),
    ("GET ftp://x/latest HTTP/1.1\r\n" + host, 400),
  ])
  func `what is only odd is answered, and the next request, too`(head: String, status: Int)
    async throws
  {
    let body = head.contains("Content-Length") ? "x" : ""
    let answers = try await answers(
      to: head + "\r\n" + body + Self.get + Self.host + "Connection: close\r\n\r\n")
    #expect(answers.map { String($0.prefix(12)) } == ["HTTP/1.1 \(status)", "HTTP/1.1 200"])
  }

  @Test func `any bytes at all are answered or end the connection`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      var random = SystemRandomNumberGenerator()
      for _ in 0..<300 {
        var request = Array(
          "\(Self.get)\(Self.host)X-Field: value\r\nContent-Length: 2\r\n\r\nab".utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          request[Int.random(in: 0..<request.count, using: &random)] =
            UInt8.random(in: 0...255, using: &random)
        }
        let client = try RawClient(port: server.address.port)
        client.send(request)
        client.finishSending()
        let answer = try client.receiveAll()
        #expect(answer.hasPrefix("HTTP/1.1 ") || answer.isEmpty, "\(request): \(answer)")
        // Nothing but what looks like an empty line can go without an answer.
        if answer.isEmpty { #expect(request.allSatisfy { $0 == 10 || $0 == 13 }) }
      }
    }
  }
}
