import Foundation
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// What people type, as AWS's user guide has it.
@Suite(.enabled(if: Tool.isAvailable("curl"))) struct CurlTests {
  private func curl(_ arguments: [String]) throws -> Tool.Outcome {
    let outcome = try #require(Tool(named: "curl")).run(
      ["--silent", "--show-error", "--noproxy", "*", "--max-time", "20"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome
  }

  @Test func `a token is fetched, and with it the key`() async throws {
    try await ServedInstance.with { served in
      let token = try curl([
        "-X", "PUT", "\(served.url)/latest/api/token", "-H",
        "X-aws-ec2-metadata-token-ttl-seconds: 21600",
      ]).text
      let header = ["-H", "X-aws-ec2-metadata-token: \(token)"]
      let keys = "\(served.url)/latest/meta-data/public-keys/"
      #expect(try curl(header + [keys]).text == "0=alice\n1=odd = name")
      #expect(
        try curl(header + [keys + "0/openssh-key"]).text == served.instance.keys[0].line + "\n")
    }
  }

  @Test func `compressed user data comes as it was given`() async throws {
    let gzip = try #require(Tool(named: "gzip"))
    let packed = try gzip.run(["-9", "-n"], input: Array("#cloud-config\nhostname: x\n".utf8))
      .output
    let source = InstanceSource(try Instance.launch(LaunchTemplate(userData: packed)))
    let server = try await MetadataServer.start(serving: source)
    let outcome = Result { try curl(["\(server.url)/latest/user-data"]) }
    await server.stop()
    #expect(try outcome.get().output == packed)
    let plain = try gzip.run(["-d"], input: packed)
    #expect(plain.text == "#cloud-config\nhostname: x\n")
  }

  @Test func `without a token the answer is 401`() async throws {
    try await ServedInstance.with { served in
      let url = "\(served.url)/latest/meta-data/"
      let code = try curl(["-o", "/dev/null", "-w", "%{http_code}", url]).text
      #expect(code == "401")
    }
  }

  @Test func `HEAD does not hang, and upgrades to HTTP 2 are ignored`() async throws {
    try await ServedInstance.with(tokens: .optional) { served in
      let url = "\(served.url)/latest/meta-data/instance-type"
      let head = try curl(["--head", url]).text
      #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(head.contains("Content-Length: 8\r\n"))
      for option in ["--http2", "--http1.0"] {
        let body = try curl([option, url]).text
        #expect(body == "t3.micro")
      }
    }
  }
}
