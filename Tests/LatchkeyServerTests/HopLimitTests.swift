import Foundation
import LatchkeyMetadata
import LatchkeyServer
import Testing

/// What really goes over the wire, seen by a raw socket, which is root's to open.
@Suite(.enabled(if: geteuid() == 0, "needs root: a raw socket")) struct HopLimitTests {
  @Test(arguments: [1, 2, 64])
  func `a token's answer has the hop limit for its time to live, and no other has`(hops: Int)
    async throws
  {
    let template = LaunchTemplate(metadataOptions: MetadataOptions(hopLimit: hops))
    try await Sample.serving(InstanceSource(try Sample.instance(template))) { server in
      let wire = try Wire(port: server.address.port)
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest/meta-data/ami-id"))
      _ = try client.receiveAnswer()
      #expect(try wire.timeToLive(ofPacketWith: "ami-0abcdef1234567890") == 64)
      client.send(Sample.tokenRequest)
      let token = String(try client.receiveAnswer().suffix(56))
      #expect(try wire.timeToLive(ofPacketWith: token) == hops)
      client.send(Sample.get("/latest/meta-data/instance-type"))
      _ = try client.receiveAnswer()
      #expect(try wire.timeToLive(ofPacketWith: "t3.micro") == 64)
    }
  }

  @Test func `so it is for an IPv4 client of a service that listens on IPv6, too`() async throws {
    let template = LaunchTemplate(metadataOptions: MetadataOptions(hopLimit: 5))
    let server = try await MetadataServer.start(
      serving: InstanceSource(try Sample.instance(template)), at: ListenAddress("[::]:0"))
    let wire = try Wire(port: server.address.port)
    let client = try RawClient(port: server.address.port)
    client.send(Sample.tokenRequest)
    let token = String(try client.receiveAnswer().suffix(56))
    #expect(try wire.timeToLive(ofPacketWith: token) == 5)
    client.send(Sample.get("/latest/meta-data/instance-type"))
    _ = try client.receiveAnswer()
    #expect(try wire.timeToLive(ofPacketWith: "t3.micro") == 64)
    await server.stop()
  }
}
