import Testing

@testable import LatchkeyDoor

@Suite struct `A metadata client` {
  private static func client(_ server: CannedServer, timeout: Duration = .seconds(20)) throws
    -> MetadataClient
  {
    MetadataClient(try MetadataAddress(server.url), timeout: timeout)
  }

  @Test func `asks as a booting instance does`() throws {
    let metadata = try StandInMetadata()
    metadata.set([("web", "ssh-ed25519 AAAA web\n"), ("a=b c", "ssh-rsa BBBB\n")])
    let keys = try Self.client(metadata.server).publicKeys()
    #expect(keys.map(\.name) == ["web", "a=b c"])
    #expect(keys.map(\.text) == ["ssh-ed25519 AAAA web\n", "ssh-rsa BBBB\n"])
    let requests = metadata.server.requests
    #expect(
      requests.map { "\($0.method) \($0.path)" } == [
        "PUT /latest/api/token",
        "GET /latest/meta-data/public-keys/",
        "GET /latest/meta-data/public-keys/0/openssh-key",
        "GET /latest/meta-data/public-keys/1/openssh-key",
      ])
    #expect(requests[0].headers.contains("X-aws-ec2-metadata-token-ttl-seconds: 60"))
    #expect(requests[0].headers.contains("Host: 127.0.0.1:\(metadata.server.port)"))
    // A proxy's header: the service refuses tokens to requests that carry it.
    #expect(!requests.contains { $0.headers.contains { $0.hasPrefix("X-Forwarded-For") } })
  }

  @Test func `finds no keys where an instance was launched without one`() throws {
    let metadata = try StandInMetadata()
    let keys = try withExtendedLifetime(metadata) { try Self.client($0.server).publicKeys() }
    #expect(keys == [])
  }

  @Test(arguments: [404, 405])
  func `goes on without a token where the service knows none`(status: Int) throws {
    let server = try CannedServer { request in
      request.method == "PUT"
        ? CannedServer.answer(status)
        : CannedServer.answer(200, request.path.hasSuffix("/") ? "0=k" : "ssh-rsa AAAA")
    }
    defer { server.stop() }
    #expect(try Self.client(server).publicKeys().map(\.lines) == [["ssh-rsa AAAA"]])
    #expect(!server.requests.contains { $0.headers.contains { $0.contains("metadata-token:") } })
  }

  @Test(arguments: [
    ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", DoorError.Code.metadataRefused),
    ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", .metadataRefused),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .metadataInvalid),
    ("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\na\r\nX:b", .metadataInvalid),
    ("SSH-2.0-OpenSSH_9.2p1\r\n", .metadataInvalid),
    ("", .metadataInvalid),
  ])
  func `takes nothing for a token that is none`(answer: String, code: DoorError.Code) throws {
    let server = try CannedServer { _ in Array(answer.utf8) }
    defer { server.stop() }
    let error = #expect(throws: DoorError.self) { try Self.client(server).publicKeys() }
    #expect(error?.code == code)
    #expect(error?.reason.contains(server.url) == true)
  }

  @Test(arguments: ["web", "0", "0=a\nx=b", "-1=a"])
  func `takes nothing for a list of keys that is none`(list: String) throws {
    let server = try CannedServer { request in
      CannedServer.answer(200, request.path.hasSuffix("keys/") ? list : "TOKEN")
    }
    defer { server.stop() }
    let error = #expect(throws: DoorError.self) { try Self.client(server).publicKeys() }
    #expect(error?.code == .metadataInvalid)
  }

  @Test func `says which key is listed and not there`() throws {
    let server = try CannedServer { request in
      request.method == "PUT"
        ? CannedServer.answer(200, "T")
        : request.path.hasSuffix("keys/")
          ? CannedServer.answer(200, "0=web") : CannedServer.answer(404)
    }
    defer { server.stop() }
    let error = #expect(throws: DoorError.self) { try Self.client(server).publicKeys() }
    #expect(error?.reason.contains("public-keys/0/openssh-key is listed and not there") == true)
  }

  @Test func `stops reading an answer that does not end`() throws {
    let server = try CannedServer { _ in
      Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".utf8)
        + [UInt8](repeating: 0x41, count: 4 << 20)
    }
    defer { server.stop() }
    let error = #expect(throws: DoorError.self) { try Self.client(server).publicKeys() }
    #expect(error?.code == .metadataInvalid, "\(error?.reason ?? "")")
    #expect(error?.reason.contains("more than") == true)
  }

  @Test func `gives up on a service that does not answer`() throws {
    let server = try CannedServer { _ in nil }
    defer { server.stop() }
    let error = #expect(throws: DoorError.self) {
      try Self.client(server, timeout: .milliseconds(50)).publicKeys()
    }
    #expect(error?.code == .metadataUnreachable)
    #expect(error?.reason.hasSuffix("no answer in time") == true)
  }

  @Test func `says that nobody listens`() throws {
    let server = try CannedServer { _ in nil }
    server.stop()
    let error = #expect(throws: DoorError.self) { try Self.client(server).publicKeys() }
    #expect(error?.code == .metadataUnreachable)
    #expect(error?.reason.hasSuffix("connection refused") == true)
  }

  @Test func `takes a key's lines and leaves blanks and comments`() {
    let key = MetadataKey(name: "k", text: "# note\r\n\n  ssh-rsa AAAA x \r\nssh-rsa BBBB\n")
    #expect(key.lines == ["ssh-rsa AAAA x ", "ssh-rsa BBBB"])
  }

  @Test func `takes a user's temporary keys out of their entries, those that are still good`()
    throws
  {
    let server = try CannedServer { request in
      if request.method == "PUT" { return CannedServer.answer(200, "TOKEN") }
      guard request.path == "/latest/meta-data/managed-ssh-keys/active-keys/admin/" else {
        return CannedServer.answer(404)
      }
      return CannedServer.answer(
        200,
        """
        #Timestamp=4102444800
        #Instance=i-0123456789abcdef0
        ssh-ed25519 AAAA
        c2lnbmF0dXJl
        c2lnbmF0dXJl

        #Caller=somebody
        #Timestamp=4102444800
        ssh-rsa BBBB
        c2lnbmF0dXJl

        #Timestamp=1000000000
        ssh-rsa EXPIRED
        c2lnbmF0dXJl

        """)
    }
    defer { server.stop() }
    let client = try Self.client(server)
    #expect(
      try client.publicKeys(for: "admin").map(\.lines) == [
        ["ssh-ed25519 AAAA"], ["ssh-rsa BBBB"],
      ])
    #expect(try client.publicKeys(for: "nobody") == [])
  }

  @Test(arguments: [
    "", "\n\n", "ssh-rsa AAAA", "#Timestamp=soon\nssh-rsa AAAA", "#Timestamp=\nssh-rsa AAAA",
    "#Instance=i-1\nssh-rsa AAAA", "#Timestamp=4102444800", "#Timestamp=100\nssh-rsa AAAA\nx\n",
    "#Timestamp=99999999999999999999\nssh-rsa AAAA",
  ])
  func `takes nothing for a temporary key that does not say until when`(text: String) {
    #expect(TemporaryKeyEntries(text, at: 100).lines == [])
  }
}
