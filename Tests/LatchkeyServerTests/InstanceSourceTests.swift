import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import Testing

@Suite struct InstanceSourceTests {
  @Test func `a change is seen by the next request`() async throws {
    let source = InstanceSource(try Instance.launch(LaunchTemplate()))
    try await Sample.serving(source) { server in
      let client = try RawClient(port: server.address.port)
      client.send(Sample.get("/latest/meta-data/public-keys/"))
      #expect(try client.receiveAnswer().hasPrefix("HTTP/1.1 404 "))
      let key = try PrivateKey.generate(.ed25519).publicKey
      try source.update { instance throws(MetadataError) in
        try instance.inject(key, named: "bob")
      }
      client.send(Sample.get("/latest/meta-data/public-keys/"))
      #expect(try client.receiveAnswer().hasSuffix("\r\n\r\n0=bob"))
      #expect(source.instance.keys.map(\.publicKey) == [key])
    }
  }

  @Test func `credentials rotate in a running service`() throws {
    let source = InstanceSource(try Instance.launch(LaunchTemplate(role: "app")))
    let path = "/latest/meta-data/iam/security-credentials/app"
    func credentials(after hours: Double) throws -> [UInt8] {
      let time = Date().addingTimeInterval(hours * 3600)
      var random = SystemRandomNumberGenerator()
      let service = try #require(source.service(for: "127.0.0.1", at: time))
      return service.respond(to: MetadataRequest("GET", path), at: time, using: &random).body
    }
    let first = try credentials(after: 0)
    #expect(try credentials(after: 4.9) == first)
    #expect(try credentials(after: 5.1) != first)
  }
}
