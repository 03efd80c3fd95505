import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import NIOCore
import Testing

/// Requests that wait for a change, as GCE's guest agent sends them.
@Suite struct ChangeWaitTests {
  private static let flavor = "Metadata-Flavor: Google\r\n"
  private static let attributes = "/computeMetadata/v1/instance/attributes/?recursive=true"

  private func serving(
    idleTime: TimeAmount = .seconds(60),
    _ body: (InstanceSource, MetadataServer) async throws -> Void
  ) async throws {
    let source = InstanceSource(try Instance.launch(LaunchTemplate(cloud: .gce, name: "web")))
    var limits = ServerLimits()
    limits.idleTime = idleTime
    try await Sample.serving(source, limits: limits) { server in try await body(source, server) }
  }

  private func inject(_ source: InstanceSource) throws {
    let key = try PrivateKey.generate(.ed25519).publicKey
    try source.update { (instance) throws(MetadataError) in
      try instance.inject(key, named: "alice")
    }
  }

  @Test func `who knows this state is answered when there is another, and asks in order`()
    async throws
  {
    try await serving { source, server in
      let client = try RawClient(port: server.address.port)
      // Who knows an older one is answered at once.
      client.send(Sample.get(Self.attributes + "&wait_for_change=true&last_etag=0", Self.flavor))
      let first = try client.receiveAnswer()
      let tag = try #require(first.firstMatch(of: /ETag: ([0-9a-f]{16})\r\n/)).output.1
      client.send(
        Sample.get(Self.attributes + "&wait_for_change=true&last_etag=\(tag)", Self.flavor)
          + Sample.get(
            "/computeMetadata/v1/instance/name", Self.flavor + "Connection: close\r\n"))
      // Another client is answered meanwhile.
      let other = try RawClient(port: server.address.port)
      other.send(Sample.get("/computeMetadata/v1/instance/name", Self.flavor))
      #expect(try other.receiveAnswer().hasSuffix("\r\n\r\nweb"))
      try inject(source)
      let answers = try client.receiveAll().components(separatedBy: "HTTP/1.1 ")
      try #require(answers.count == 3)
      #expect(answers[1].contains(#"{"ssh-keys":"debian:ssh-ed25519 "#))
      #expect(!answers[1].contains("ETag: \(tag)"))
      #expect(answers[2].hasSuffix("\r\n\r\nweb"))
    }
  }

  @Test(arguments: [("&timeout_sec=0", 60), ("&timeout_sec=1", 60), ("", 1)])
  func `without a change the answer comes when the time is over`(
    timeout: String, idleSeconds: Int64
  ) async throws {
    try await serving(idleTime: .seconds(idleSeconds)) { _, server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get(Self.attributes + "&wait_for_change=true" + timeout, Self.flavor))
      #expect(try client.receiveAnswer().hasSuffix("\r\n\r\n{}"))
    }
  }

  @Test(arguments: [
    ("/computeMetadata/v1/instance/?wait_for_change=true", flavor, "400"),
    ("/computeMetadata/v1/instance/nothing?wait_for_change=true", flavor, "404"),
    ("/computeMetadata/v1/instance/name?wait_for_change=true", "", "403"),
    ("/computeMetadata/v1/instance/name?wait_for_change=true&timeout_sec=x", flavor, "400"),
    ("/latest/wait_for_change", "", "404"),
  ])
  func `what is refused is refused at once`(path: String, header: String, status: String)
    async throws
  {
    try await serving { _, server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get(path, header))
      #expect(try client.receiveAnswer().hasPrefix("HTTP/1.1 \(status) "))
    }
  }

  @Test func `a service that stops does not wait for it`() async throws {
    let client: RawClient
    let source = InstanceSource(try Instance.launch(LaunchTemplate(cloud: .gce, name: "web")))
    let server = try await MetadataServer.start(serving: source)
    client = try RawClient(port: server.address.port)
    client.send(Sample.get(Self.attributes + "&wait_for_change=true", Self.flavor))
    await server.stop()
    #expect(throws: (any Error).self) { try RawClient(port: server.address.port) }
    withExtendedLifetime(client) {}
  }
}
