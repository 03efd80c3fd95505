import Foundation
import LatchkeyServer
import NIOCore
import Testing

@Suite struct SlowClientTests {
  @Test func `a request that comes byte by byte is answered, and keeps nobody waiting`()
    async throws
  {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let slow = try RawClient(port: server.address.port)
      let other = try RawClient(port: server.address.port)
      let request = Sample.get("/latest/meta-data/instance-type")
      for byte in request.utf8 {
        slow.send([byte])
        other.send(request)
        #expect(try other.receiveAnswer().hasSuffix("t3.micro"))
      }
      #expect(try slow.receiveAnswer().hasSuffix("t3.micro"))
    }
  }

  @Test func `a header that never ends is answered 408, however often a byte comes`() async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(400)
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let client = try RawClient(port: server.address.port)
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
      let sender = Task.detached {
        while client.send("x") { usleep(50_000) }
      }
      #expect(try client.receive().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
      client.finishSending()
      await sender.value
    }
  }

  @Test func `a client that reads slowly gets all answers, also the last one`() async throws {
    try await Sample.serving(InstanceSource(try Sample.instance())) { server in
      let client = try RawClient(port: server.address.port)
      let request = Sample.get("/latest/meta-data/")
      let count = 10_000
      let sender = Task.detached {
        for _ in 0..<100 { client.send(String(repeating: request, count: count / 100)) }
        client.send(Sample.get("/latest/meta-data/ami-id", "Connection: close\r\n"))
        client.finishSending()
      }
      // Longer than a connection lingers after its end.
      try await Task.sleep(for: .seconds(3))
      let text = try client.receiveAll()
      await sender.value
      #expect(text.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == count + 2)
      #expect(text.hasSuffix("Connection: close\r\n\r\nami-0abcdef1234567890"))
    }
  }

  @Test func `a client that vanishes leaves nothing behind`() async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(300)
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let before = try Self.openFiles()
      for _ in 0..<50 {
        // Never closed by this side before the end of the idle time.
        let client = try RawClient(port: server.address.port)
        client.send("GET / HTTP/1.1\r\n")
        client.abandon()
      }
      var after = Int.max
      for _ in 0..<200 where after > before {
        try await Task.sleep(for: .milliseconds(50))
        after = try Self.openFiles()
      }
      #expect(after <= before)
    }
  }

  private static func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}
