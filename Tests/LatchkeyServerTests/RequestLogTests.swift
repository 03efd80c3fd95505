import Foundation
import LatchkeyMetadata
import LatchkeyServer
import Logging
import Testing

@Suite struct RequestLogTests {
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
    let lines = recorder.lines
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

  @Test func `a line of JSON says all, and what is not known is left out`() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let writer = LineWriter(descriptor: ends[1], format: .json)
    let logger = Logger(label: "test") { _ in LineLogHandler(to: writer, as: .json, level: .info) }
    let instance = try Sample.instance()
    let source = InstanceSource(instance)
    let server = try await MetadataServer.start(serving: source, logger: logger)
    let client = try RawClient(port: server.address.port)
    client.send(Sample.get("/latest/meta-data/%22%5c%0a\"\\?secret"))
    _ = try client.receiveAnswer()
    await server.stop()
    writer.finish(within: 20_000)
    close(ends[1])
    let text = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
    let line = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    #expect(
      line.keys.sorted() == [
        "bytes", "durationMicroseconds", "instance", "level", "message", "method", "path", "peer",
        "status", "time",
      ])
    #expect(line["path"] as? String == "/latest/meta-data/%22%5c%0a\"\\")
    #expect(line["status"] as? Int == 404)
    #expect(line["level"] as? String == "info")
    #expect(line["instance"] as? String == instance.id.description)
    #expect((line["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z/) != nil)
  }
}
