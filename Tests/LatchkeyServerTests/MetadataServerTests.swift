import Foundation
import LatchkeyMetadata
import LatchkeyServer
import NIOCore
import Testing

/// The service over real sockets, byte for byte.
@Suite struct MetadataServerTests {
  @Test func `an answer has exactly these bytes`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest/meta-data/instance-type"))
      let answer = try client.receiveAnswer()
      let date = #/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/#
      #expect(
        answer.replacing(date, with: "DATE") == """
          HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nAccept-Ranges: none\r\n\
          Last-Modified: DATE\r\nContent-Length: 8\r\nDate: DATE\r\nServer: EC2ws\r\n\r\nt3.micro
          """)
    }
  }

  @Test func `requests on one connection are answered in order, also when they come together`()
    async throws
  {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(
        Sample.get("/latest/meta-data/instance-type") + Sample.get("/latest/nothing")
          + Sample.get("/latest/meta-data/ami-id", "Connection: close\r\n"))
      let answers = try client.receiveAll().components(separatedBy: "HTTP/1.1 ")
      #expect(answers.map { String($0.prefix(3)) } == ["", "200", "404", "200"])
      #expect(answers[1].hasSuffix("\r\n\r\nt3.micro"))
      #expect(answers[3].hasSuffix("Connection: close\r\n\r\nami-0abcdef1234567890"))
    }
  }

  @Test func `HEAD has the length of the body and no body`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(
        Sample.get("/latest/meta-data/instance-type", "Connection: close\r\n", method: "HEAD"))
      let answer = try client.receiveAll()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.contains("\r\nContent-Length: 8\r\n"))
      #expect(answer.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `HTTP 1 point 0 is answered, and the connection ends`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send("GET /latest/meta-data/instance-type HTTP/1.0\r\n\r\n")
      let answer = try client.receiveAll()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.hasSuffix("\r\n\r\nt3.micro"))
    }
  }

  @Test func `a client that says it has nothing more to send still gets its answer`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest/meta-data/instance-type"))
      client.finishSending()
      #expect(try client.receiveAll().hasSuffix("t3.micro"))
    }
  }

  @Test(arguments: [
    "GET\r\n\r\n", "GET /latest\r\n\r\n", "nonsense\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}",
    "GET /latest HTTP/9.9\r\n\r\n", "GET /latest HTTP/1.1\r\n\r\n",
    "GET /latest HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET /latest HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
    "GET /latest HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
    "PUT /latest/api/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  ])
  func `a malformed request is answered 400, and the connection ends`(request: String) async throws
  {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(request)
      let answer = try client.receiveAll()
      #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(answer)")
      #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "one answer: \(answer)")
      #expect(answer.contains("\r\nConnection: close\r\n"))
    }
  }

  enum Bomb: CaseIterable {
    case oneLargeField, manyFields, manyBytes

    var headers: String {
      switch self {
      case .oneLargeField: "X-Big: " + String(repeating: "x", count: 20_000) + "\r\n"
      case .manyFields: String(repeating: "X-Short: x\r\n", count: 200)
      case .manyBytes:
        String(repeating: "X-Many: " + String(repeating: "x", count: 300) + "\r\n", count: 90)
      }
    }
  }

  @Test(arguments: Bomb.allCases)
  func `a header that is too large is answered 431`(bomb: Bomb) async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest", bomb.headers))
      #expect(try client.receiveAll().hasPrefix("HTTP/1.1 431 "))
    }
  }

  @Test func `a body is thrown away, and one that is too large is answered 413`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let small = try RawClient(port: server.address.port)
      small.send(
        Sample.get(
          "/latest/api/token", "Content-Length: 5\r\nExpect: 100-continue\r\n", method: "PUT"))
      #expect(try small.receive().hasPrefix("HTTP/1.1 100 Continue\r\n\r\n"))
      small.send("hello")
      #expect(try small.receiveAnswer().hasPrefix("HTTP/1.1 400 "))

      let large = try RawClient(port: server.address.port)
      large.send(Sample.get("/latest/api/token", "Content-Length: 10000000\r\n", method: "PUT"))
      let piece = String(repeating: "x", count: 10_000)
      for _ in 0..<1000 where large.send(piece) {}
      #expect(try large.receiveAll().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test(arguments: [
    ("", ""), ("GET /latest/meta-data/ HTTP/1.1\r\nHost: x\r\nX-Slow: ", "HTTP/1.1 408 "),
    ("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", "HTTP/1.1 408 "),
  ])
  func `a connection that completes no request ends, and is told so where it began one`(
    start: String, answer: String
  ) async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(200)
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let client = try RawClient(port: server.address.port)
      client.send(start)
      #expect(try client.receiveAll().prefix(13) == answer)
      let other = try RawClient(port: server.address.port)
      other.send(Sample.get("/latest/meta-data/instance-type"))
      #expect(try other.receiveAnswer().hasSuffix("t3.micro"))
    }
  }

  @Test func `a client that reads no answers is not read from, and loses none of them`()
    async throws
  {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let request = Sample.get("/latest/meta-data/")
      let client = try RawClient(port: server.address.port)
      client.send(request)
      let length = try client.receiveAnswer().utf8.count

      // Some 45 megabytes of answers, far more than the sockets' buffers hold.
      let batches = 1000
      let greedy = try RawClient(port: server.address.port)
      let sent = Counter()
      let sender = Task.detached {
        let batch = String(repeating: request, count: 100)
        while sent.value < batches, greedy.send(batch) { sent.add() }
      }
      var before = -1
      while sent.value != before {
        before = sent.value
        try await Task.sleep(for: .milliseconds(300))
      }
      #expect(sent.value < batches, "the server went on reading what it could not answer")
      client.send(request)
      #expect(try client.receiveAnswer().utf8.count == length)

      var received = 0
      while received < batches * 100 * length {
        let part = try greedy.receive()
        try #require(!part.isEmpty, "closed after \(received) bytes")
        received += part.utf8.count
      }
      await sender.value
      #expect(sent.value == batches)
      #expect(received == batches * 100 * length)
    }
  }

  @Test func `a token's answer travels no further than the hop limit`() async throws {
    let instance = try Sample.instance(
      LaunchTemplate(metadataOptions: MetadataOptions(tokens: .required, hopLimit: 3)))
    let put = Sample.get(
      "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", method: "PUT")
    try await Sample.serving(InstanceSource(instance)) { server in
      // A fourth hop away the answer would not arrive: here, three of its hops are left.
      let far = try RawClient(port: server.address.port)
      far.refusePackets(below: 4)
      far.send(put)
      #expect(throws: RawClient.Failure.self) { try far.receive() }

      let near = try RawClient(port: server.address.port)
      near.send(put)
      let token = try near.receiveAnswer().suffix(56)
      // And the answers after it are held back no more.
      near.refusePackets(below: 64)
      near.send(Sample.get("/latest/meta-data/ami-id", "X-aws-ec2-metadata-token: \(token)\r\n"))
      #expect(try near.receiveAnswer().hasSuffix("ami-0abcdef1234567890"))
    }
  }

  @Test func `a stopped server is not there any more`() async throws {
    let server = try await MetadataServer.start(serving: InstanceSource(try Sample.instance()))
    let port = server.address.port
    #expect(server.url == "http://127.0.0.1:\(port)")
    await server.stop()
    #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
  }

  @Test func `a port in use is said`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let address = try ListenAddress("127.0.0.1:\(server.address.port)")
      let error = await #expect(throws: ServerError(.addressInUse, "")) {
        _ = try await MetadataServer.start(
          serving: InstanceSource(try Sample.instance()), at: address)
      }
      #expect(error?.reason.hasPrefix("\(address): address already in use") == true)
    }
  }

  @Test func `an address of another machine is said`() async throws {
    let address = try ListenAddress("192.0.2.1:0")
    await #expect(throws: ServerError(.addressNotAvailable, "")) {
      _ = try await MetadataServer.start(
        serving: InstanceSource(try Sample.instance()), at: address)
    }
  }
}
