import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// What people type, as the guides of Google and of Microsoft have it.
@Suite(.enabled(if: Tool.isAvailable("curl"))) struct CloudCurlTests {
  private func curl(_ arguments: [String]) throws -> String {
    let outcome = try #require(Tool(named: "curl")).run(
      ["--silent", "--show-error", "--noproxy", "*", "--max-time", "20"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return outcome.text
  }

  @Test func `GCE's keys are read, and a forgotten slash is followed`() async throws {
    try await ServedInstance.with(on: .gce) { served in
      let flavor = ["-H", "Metadata-Flavor: Google"]
      let url = "\(served.url)/computeMetadata/v1/instance"
      let keys = try curl(flavor + ["\(url)/attributes/ssh-keys"])
      #expect(keys == served.instance.keys.map { "debian:\($0.line)" }.joined(separator: "\n"))
      let listing = try curl(flavor + ["--location", "\(url)/attributes"])
      #expect(listing == "env\nssh-keys\nuser-data\n")
      let head = try curl(flavor + ["--head", "\(url)/id"])
      #expect(head.hasPrefix("HTTP/1.1 200 OK\r\nMetadata-Flavor: Google\r\n"))
      let moved = try curl(flavor + ["-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", url])
      #expect(moved == "301 \(url)/")
    }
  }

  @Test func `GCE refuses a request without its header, and writes that are not meant`()
    async throws
  {
    try await ServedInstance.with(on: .gce) { served in
      let code = ["-o", "/dev/null", "-w", "%{http_code}"]
      let url = "\(served.url)/computeMetadata/v1/instance/"
      let refused = try curl(code + [url])
      #expect(refused == "403")
      let write = [
        "-X", "PUT", "--data", "ssh-rsa AAAA", "-H", "Metadata-Flavor: Google",
        url + "guest-attributes/hostkeys/ssh-rsa",
      ]
      let unwritten = try curl(code + write)
      #expect(unwritten == "403")
    }
  }

  @Test func `Azure's keys are read by their path`() async throws {
    try await ServedInstance.with(on: .azure) { served in
      let url = "\(served.url)/metadata/instance/compute/publicKeys"
      let query = "?api-version=2021-08-01"
      let key = try curl(["-H", "Metadata:true", "\(url)/1/keyData\(query)&format=text"])
      #expect(key == served.instance.keys[1].line)
      let all = try curl(["-H", "Metadata:true", url + query])
      let read = try JSONDecoder().decode([[String: String]].self, from: Data(all.utf8))
      #expect(read.map { $0["keyData"] } == served.instance.keys.map(\.line))
      let refused = try curl([url + query])
      #expect(refused == #"{"error":"Bad request. Required metadata header not specified"}"#)
    }
  }
}
