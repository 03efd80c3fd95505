import Foundation
import LatchkeyMetadata
import LatchkeyServer
import Logging
import Synchronization
import Testing

@Suite struct RequestLogTests {
  /// Keeps what is logged, at every level.
  private final class Recorder: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    var metadata: Logger.Metadata {
      get { [:] }
      set {}
    }
    var logLevel: Logger.Level {
      get { .trace }
      set {}
    }
    subscript(metadataKey key: String) -> Logger.MetadataValue? {
      get { nil }
      set {}
    }
    func log(event: LogEvent) {
      lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
  }

  @Test func `the log tells who asked for what, and never a token or a key`() async throws {
    let recorder = Recorder()
    let logger = Logger(label: "test", factory: { _ in recorder })
    let instance = try Sample.instance()
    let server = try await MetadataServer.start(serving: InstanceSource(instance), logger: logger)
    let client = try RawClient(port: server.address.port)
    client.send(
      Sample.get("/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", method: "PUT")
    )
    let token = String(try client.receiveAnswer().suffix(56))
    let header = "X-aws-ec2-metadata-token: \(token)\r\n"
    for path in [
      "/latest/meta-data/public-keys/0/openssh-key", "/latest/x?token=\(token)", "/\u{1b}",
    ] {
      client.send(Sample.get(path, header))
      _ = try? client.receiveAnswer()
    }
    await server.stop()
    let lines = recorder.all
    #expect(lines.contains { $0.hasPrefix("PUT /latest/api/token 200 ") })
    #expect(
      lines.contains { $0.hasPrefix("GET /latest/meta-data/public-keys/0/openssh-key 200 ") })
    #expect(lines.contains { $0.hasPrefix("GET /latest/x 404 ") })
    #expect(lines.contains { $0.contains("127.0.0.1") && $0.contains(instance.id.description) })
    let text = lines.joined(separator: "\n")
    #expect(!text.contains(token))
    #expect(!text.contains("AAAAC3"))
    #expect(!text.contains("\u{1b}"))
  }
}
