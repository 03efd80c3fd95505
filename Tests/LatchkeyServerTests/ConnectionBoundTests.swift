import Foundation
import LatchkeyServer
import NIOCore
import Testing

@Suite struct ConnectionBoundTests {
  private static let request = Sample.get("/latest/meta-data/instance-type")

  private func limits(patience: TimeAmount) -> ServerLimits {
    var limits = ServerLimits()
    limits.connections = 4
    limits.patience = patience
    return limits
  }

  @Test func `beyond the bound, the one that is idle longest makes room`() async throws {
    let limits = limits(patience: .milliseconds(50))
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let clients = try (0..<4).map { _ in try RawClient(port: server.address.port) }
      for client in clients {
        client.send(Self.request)
        #expect(try client.receiveAnswer().hasSuffix("t3.micro"))
      }
      // The first has asked again: the second is the one that has waited longest.
      clients[0].send(Self.request)
      #expect(try clients[0].receiveAnswer().hasSuffix("t3.micro"))
      try await Task.sleep(for: .milliseconds(100))
      let late = try RawClient(port: server.address.port)
      late.send(Self.request)
      #expect(try late.receiveAnswer().hasSuffix("t3.micro"))
      #expect(try clients[1].receiveAll() == "")
      for client in [clients[0], clients[2], clients[3], late] {
        client.send(Self.request)
        #expect(try client.receiveAnswer().hasSuffix("t3.micro"))
      }
    }
  }

  @Test func `where none is idle, the new one is answered 503`() async throws {
    let limits = limits(patience: .minutes(10))
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let clients = try (0..<4).map { _ in try RawClient(port: server.address.port) }
      for client in clients {
        client.send(Self.request)
        #expect(try client.receiveAnswer().hasSuffix("t3.micro"))
      }
      for _ in 0..<100 {
        let late = try RawClient(port: server.address.port)
        #expect(try late.receive().hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
      }
      for client in clients {
        client.send(Self.request)
        #expect(try client.receiveAnswer().hasSuffix("t3.micro"))
      }
      // Once one has gone, there is room.
      clients[0].finishSending()
      #expect(try clients[0].receiveAll() == "")
      var answer = ""
      for _ in 0..<100 where !answer.hasSuffix("t3.micro") {
        let next = try RawClient(port: server.address.port)
        next.send(Self.request)
        answer = try next.receiveAnswer()
      }
      #expect(answer.hasSuffix("t3.micro"))
    }
  }

  @Test func `a flood of connections keeps nobody out`() async throws {
    var limits = limits(patience: .milliseconds(10))
    limits.connections = 50
    try await Sample.serving(InstanceSource(try Sample.instance()), limits: limits) { server in
      let flood = try (0..<400).map { number in
        let client = try RawClient(port: server.address.port)
        if number % 2 == 0 { client.send("GET / HTTP/1.1\r\nHost: ") }
        return client
      }
      var answer = ""
      for _ in 0..<100 where !answer.hasSuffix("t3.micro") {
        try await Task.sleep(for: .milliseconds(20))
        let client = try RawClient(port: server.address.port)
        client.send(Self.request)
        answer = (try? client.receiveAnswer()) ?? ""
      }
      #expect(answer.hasSuffix("t3.micro"))
      _ = flood.count
    }
  }
}
