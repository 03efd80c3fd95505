import Foundation
import LatchkeyServer
import NIOCore
import Testing

@Suite struct StopTests {
  @Test func `what was asked before the end is still answered`() async throws {
    let server = try await MetadataServer.start(serving: try Sample.instance())
    let clients = try (0..<20).map { _ in try RawClient(port: server.address.port) }
    for client in clients { client.send(Sample.get("/latest/meta-data/instance-type")) }
    let idle = try RawClient(port: server.address.port)
    idle.send(Sample.get("/latest/meta-data/instance-type"))
    #expect(try idle.receiveAnswer().hasSuffix("t3.micro"))
    // Its body is on its way.
    let slow = try RawClient(port: server.address.port)
    slow.send(
      Sample.get("/latest/meta-data/ami-id", "Content-Length: 2\r\nExpect: 100-continue\r\n"))
    #expect(try slow.receive().hasPrefix("HTTP/1.1 100 "))
    let stop = Task.detached { await server.stop() }
    try await Task.sleep(for: .milliseconds(200))
    slow.send("ab")
    let last = try slow.receiveAll()
    #expect(last.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(last.hasSuffix("\r\nConnection: close\r\n\r\nami-0abcdef1234567890"))
    for client in clients {
      #expect(try client.receiveAll().hasSuffix("t3.micro"))
    }
    #expect(try idle.receiveAll() == "")
    await stop.value
  }

  @Test func `a client that never ends its request holds the end up only so long`() async throws {
    var limits = ServerLimits()
    limits.drainTime = .milliseconds(300)
    let server = try await MetadataServer.start(
      serving: InstanceSource(try Sample.instance()), limits: limits)
    let client = try RawClient(port: server.address.port)
    client.send("GET / HTTP/1.1\r\nHost: ")
    // Its bytes have come once the answer to a later client has.
    let later = try RawClient(port: server.address.port)
    later.send(Sample.get("/latest/meta-data/ami-id", "Connection: close\r\n"))
    _ = try later.receiveAll()
    await server.stop()
    #expect((try? client.receiveAll()) ?? "" == "")
  }

  @Test func `a port is free at once after the end`() async throws {
    let first = try await MetadataServer.start(serving: try Sample.instance())
    let client = try RawClient(port: first.address.port)
    client.send(Sample.get("/latest/meta-data/instance-type"))
    #expect(try client.receiveAnswer().hasSuffix("t3.micro"))
    await first.stop()
    let address = first.address
    let second = try await MetadataServer.start(serving: try Sample.instance(), at: address)
    #expect(second.url == first.url)
    await second.stop()
  }

  @Test func `a connection that comes at the very end is answered or closed`() async throws {
    let source = InstanceSource(try Sample.instance())
    for _ in 0..<40 {
      let server = try await MetadataServer.start(serving: source, threads: 2)
      let clients = try (0..<8).map { _ in try RawClient(port: server.address.port) }
      for client in clients { client.send(Sample.get("/latest/meta-data/ami-id")) }
      await server.stop()
      for client in clients {
        let answer = Result { try client.receiveAll() }
        // One that the listener's queue held is reset; none may be forgotten, and wait for ever.
        if case .failure(let failure as RawClient.Failure) = answer {
          #expect(failure.reason == "recv: Connection reset by peer")
        }
      }
    }
  }
}
