import Foundation
import LatchkeyMetadata
import LatchkeyServer
import Testing

@Suite(.serialized) struct LoadTests {
  @Test func `a thousand connections at once each get their own answers`() async throws {
    Self.raiseFileLimit()
    let instance = try Sample.instance()
    let paths = ["instance-type", "ami-id", "instance-id", "public-keys/0/openssh-key", "mac"]
    let expected = try paths.map { path in
      String(decoding: try instance.metadata(at: "meta-data/\(path)"), as: UTF8.self)
    }
    try await Sample.serving(InstanceSource(instance)) { server in
      let clients = try (0..<1000).map { _ in try RawClient(port: server.address.port) }
      for client in clients { client.send(Sample.tokenRequest) }
      let tokens = try clients.map { String(try $0.receiveAnswer().suffix(56)) }
      #expect(Set(tokens).count == 1000)
      for round in 0..<3 {
        for (index, client) in clients.enumerated() {
          client.send(
            Sample.get(
              "/latest/meta-data/" + paths[(index + round) % paths.count],
              "X-aws-ec2-metadata-token: \(tokens[index])\r\n"))
        }
        for (index, client) in clients.enumerated() {
          #expect(
            try client.receiveAnswer().components(separatedBy: "\r\n\r\n")[1]
              == expected[(index + round) % paths.count])
        }
      }
    }
  }

  @Test func `a hundred thousand requests and tokens leave the memory as it is`() async throws {
    let instance = try Sample.instance(
      LaunchTemplate(metadataOptions: MetadataOptions(tokens: .required)))
    try await Sample.serving(InstanceSource(instance)) { server in
      let client = try RawClient(port: server.address.port)
      func run(batches: Int) throws {
        for _ in 0..<batches {
          // Every second request is for a token, and what comes between uses it.
          client.send(String(repeating: Sample.tokenRequest, count: 50))
          let tokens = try client.receiveAnswers(50).map { $0.suffix(56) }
          client.send(
            tokens.map {
              Sample.get("/latest/meta-data/ami-id", "X-aws-ec2-metadata-token: \($0)\r\n")
            }.joined())
          let answers = try client.receiveAnswers(50)
          #expect(answers.allSatisfy { $0.hasSuffix("\r\n\r\nami-0abcdef1234567890") })
        }
      }
      try run(batches: 100)
      let before = try Self.residentBytes()
      try run(batches: 1000)
      let grown = try Self.residentBytes() - before
      // 80 bytes a request, at the most: a token alone has 56.
      #expect(grown < 8 << 20, "\(grown) bytes more after 100,000 requests")
    }
  }

  @Test func `a token that has expired is answered 401, and the next one is good`() async throws {
    let instance = try Sample.instance(
      LaunchTemplate(metadataOptions: MetadataOptions(tokens: .required)))
    try await Sample.serving(InstanceSource(instance)) { server in
      let client = try RawClient(port: server.address.port)
      func token(_ seconds: Int) throws -> String {
        client.send(Sample.tokenRequest.replacing("seconds: 60", with: "seconds: \(seconds)"))
        return String(try client.receiveAnswer().suffix(56))
      }
      func status(_ token: String) throws -> Substring {
        client.send(
          Sample.get("/latest/meta-data/ami-id", "X-aws-ec2-metadata-token: \(token)\r\n"))
        return try client.receiveAnswer().prefix(12)
      }
      let short = try token(1)
      let long = try token(60)
      // Known to be good, until it is no more.
      _ = try status(short)
      try await Task.sleep(for: .milliseconds(1100))
      #expect(try status(short) == "HTTP/1.1 401")
      #expect(try status(long) == "HTTP/1.1 200")
      #expect(try status(token(60)) == "HTTP/1.1 200")
    }
  }

  private static func residentBytes() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
      separator: " ")
    return try #require(Int(fields[1])) * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func raiseFileLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
