import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer

/// What the server's tests start from.
enum Sample {
  /// An instance with one new key, named `alice`.
  static func instance(_ template: LaunchTemplate = .init()) throws -> Instance {
    var instance = try Instance.launch(template)
    try instance.inject(PrivateKey.generate(.ed25519).publicKey, named: "alice")
    return instance
  }

  /// Starts a server, runs `body` with it, and stops it.
  static func serving(
    _ source: any MetadataSource, limits: ServerLimits = .init(),
    _ body: (MetadataServer) async throws -> Void
  ) async throws {
    let server = try await MetadataServer.start(serving: source, limits: limits)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// What a client asks for a token with.
  static let tokenRequest = get(
    "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", method: "PUT")

  /// A GET as clients send it.
  static func get(_ path: String, _ headers: String = "", method: String = "GET") -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)\r\n"
  }
}
