import Foundation
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import Testing

@testable import LatchkeyDoor

/// The keys as a guest on another cloud than EC2 fetches them, from a service that runs.
@Suite struct CloudKeysTests {
  private func serve(
    _ cloud: Cloud, tags: [String: String] = [:],
    _ body: (InstanceSource, MetadataClient) throws -> Void
  ) async throws {
    let source = InstanceSource(
      try Instance.launch(
        LaunchTemplate(
          cloud: cloud, name: "web", user: "alice",
          keys: [
            try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "laptop"),
            try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "odd = name"),
          ], tags: tags)))
    let server = try await MetadataServer.start(serving: source)
    do {
      let client = MetadataClient(
        try MetadataAddress(server.url), of: cloud, timeout: .seconds(20))
      try body(source, client)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test(arguments: [Cloud.nocloud, .openstack, .gce, .azure])
  func `the keys are those that were injected, and the id is the cloud's`(cloud: Cloud)
    async throws
  {
    try await serve(cloud) { source, client in
      for user in [nil, "alice"] {
        let keys = try client.publicKeys(for: user)
        #expect(keys.map(\.name) == ["laptop", "odd = name"])
        #expect(keys.flatMap(\.lines) == source.instance.keys.map(\.line))
      }
      // Elsewhere a key belongs to the instance, whoever logs in.
      let others = [Cloud.gce, .azure].contains(cloud) ? 0 : 2
      #expect(try client.publicKeys(for: "bob").count == others)
      #expect(try client.instanceID() == cloud.id(of: source.instance.id))
    }
  }

  @Test(arguments: [Cloud.nocloud, .openstack, .gce, .azure])
  func `a key that is ejected is gone, and no key is no failure`(cloud: Cloud) async throws {
    try await serve(cloud) { source, client in
      for name in ["laptop", "odd = name"] {
        try source.update { (instance) throws(MetadataError) in _ = try instance.eject(name) }
      }
      #expect(try client.publicKeys() == [])
    }
  }

  @Test func `a key on GCE is let in until it expires`() async throws {
    try await serve(.gce) { source, client in
      let key = try PrivateKey.generate(.ed25519).publicKey
      let now = Date()
      try source.update { (instance) throws(MetadataError) in
        try instance.push(key, for: "bob", at: now, lasting: 600)
      }
      let found = try client.publicKeys(for: "bob")
      #expect(found.map(\.name) == ["bob"])
      #expect(found.first?.text.contains(" google-ssh {") == true)
      #expect(try client.publicKeys(for: "alice").count == 2)
    }
  }

  @Test(arguments: [(Cloud.gce, Cloud.ec2), (.azure, .ec2), (.gce, .azure), (.azure, .gce)])
  func `another cloud's service is not taken for one that has no keys`(cloud: Cloud, other: Cloud)
    async throws
  {
    try await serve(other) { _, client in
      let mistaken = MetadataClient(client.address, of: cloud, timeout: .seconds(20))
      let error = #expect(throws: DoorError.self) { try mistaken.publicKeys() }
      #expect([.metadataInvalid, .metadataRefused].contains(error?.code))
    }
  }

  @Test(arguments: [
    "{}", "null", "", "{\"compute\":{}}",
    "{\"compute\":{\"name\":\"x\",\"vmId\":\"y\",\"publicKeys\":[{}]}}",
  ])
  func `what is no document of Azure's is said to be none`(body: String) throws {
    let server = try CannedServer { _ in CannedServer.answer(200, body) }
    defer { server.stop() }
    let client = MetadataClient(try MetadataAddress(server.url), of: .azure)
    let error = #expect(throws: DoorError.self) { try client.publicKeys() }
    #expect(error?.code == .metadataInvalid)
  }
}
