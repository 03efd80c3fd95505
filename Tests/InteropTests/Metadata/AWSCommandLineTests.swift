import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// AWS's own command line, on an instance whose role it takes its credentials from.
@Suite(.enabled(if: Python.isAvailable)) struct AWSCommandLineTests {
  private func python(_ arguments: [String], _ served: ServedInstance) throws -> Tool.Outcome {
    let scratch = try TemporaryFolder()
    let python = try #require(Python.tool)
    return try python.run(
      arguments,
      environment: [
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": served.url, "HOME": scratch.path, "no_proxy": "*",
        "AWS_EC2_METADATA_DISABLED": "false",
      ])
  }

  @Test(arguments: [MetadataOptions.Tokens.required, .optional])
  func `it says that its key comes from the role`(tokens: MetadataOptions.Tokens) async throws {
    try await ServedInstance.with(tokens: tokens) { served in
      let outcome = try python(["-m", "awscli", "configure", "list"], served)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      for name in ["access_key", "secret_key"] {
        let line = outcome.text.split(separator: "\n").first { $0.contains(name) }
        #expect(line?.contains("iam-role") == true, "\(outcome.text)")
      }
    }
  }

  /// Runs `aws sts get-caller-identity` against a stand-in for STS on loopback, and prints the headers
  /// that it was asked with.
  private static let call = """
    import http.server, json, subprocess, sys, threading
    headers = {}
    class STS(http.server.BaseHTTPRequestHandler):
      def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        headers.update(self.headers)
        body = b'<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>' \\
               b'</GetCallerIdentityResult></GetCallerIdentityResponse>'
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
      def log_message(self, *arguments): pass
    server = http.server.HTTPServer(('127.0.0.1', 0), STS)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    done = subprocess.run(
      [sys.executable, '-m', 'awscli', 'sts', 'get-caller-identity', '--region', 'eu-central-1',
       '--endpoint-url', 'http://127.0.0.1:%d' % server.server_port], capture_output=True, text=True)
    print(json.dumps({'status': str(done.returncode), 'errors': done.stderr,
                      **{name.lower(): value for name, value in headers.items()}}))
    """

  @Test func `what it asks for is signed with the role's key, and carries its session token`()
    async throws
  {
    try await ServedInstance.with { served in
      let outcome = try python(["-c", Self.call], served)
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let found = try JSONDecoder().decode([String: String].self, from: Data(outcome.output))
      #expect(found["status"] == "0", "\(found["errors"] ?? "")")
      let given = try served.instance.metadata(at: "meta-data/iam/security-credentials/app")
      let own = try JSONDecoder().decode([String: String].self, from: Data(given))
      let id = try #require(own["AccessKeyId"])
      #expect(id.hasPrefix("ASIAFAKE"))
      #expect(found["authorization"]?.contains("Credential=\(id)/") == true)
      #expect(found["authorization"]?.contains("/eu-central-1/sts/aws4_request") == true)
      #expect(found["x-amz-security-token"] == own["Token"])
    }
  }

  @Test func `without a role it asks for nothing`() async throws {
    try await ServedInstance.with(role: nil) { served in
      let outcome = try python(["-c", Self.call], served)
      let found = try JSONDecoder().decode([String: String].self, from: Data(outcome.output))
      #expect(found["status"] != "0")
      #expect(found["errors"]?.contains("Unable to locate credentials") == true)
      #expect(found["authorization"] == nil)
    }
  }
}
