import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer

/// An instance with two keys, one of them awkwardly named, and its running service.
struct ServedInstance {
  let source: InstanceSource
  let server: MetadataServer

  var instance: Instance { source.instance }
  var url: String { server.url }

  /// Takes a key out while the service runs.
  func eject(_ name: String) throws {
    try source.update { (instance) throws(MetadataError) in _ = try instance.eject(name) }
  }

  /// The instance, launched.
  static func launch(
    on cloud: Cloud = .ec2, tokens: MetadataOptions.Tokens = .required, role: String? = "app",
    userData: String = "#cloud-config\nhostname: x\n"
  ) throws -> Instance {
    let zone = cloud == .ec2 ? "eu-central-1b" : cloud.rules.standardZone
    return try Instance.launch(
      LaunchTemplate(
        cloud: cloud, name: "web",
        keys: [
          try InjectedKey(PrivateKey.generate(.ed25519).publicKey, named: "alice"),
          try InjectedKey(PrivateKey.generate(.rsa(bits: 2048)).publicKey, named: "odd = name"),
        ],
        tags: ["env": "test"], placement: try Placement(availabilityZone: zone, on: cloud),
        userData: Array(userData.utf8), role: role,
        metadataOptions: MetadataOptions(tokens: tokens, tags: .enabled)))
  }

  /// Serves an instance, runs `body`, and stops.
  static func with(
    on cloud: Cloud = .ec2, tokens: MetadataOptions.Tokens = .required, role: String? = "app",
    userData: String = "#cloud-config\nhostname: x\n",
    _ body: (ServedInstance) async throws -> Void
  ) async throws {
    let instance = try launch(on: cloud, tokens: tokens, role: role, userData: userData)
    let source = InstanceSource(instance)
    let served = ServedInstance(
      source: source, server: try await MetadataServer.start(serving: source))
    do {
      try await body(served)
    } catch {
      await served.server.stop()
      throw error
    }
    await served.server.stop()
  }
}
