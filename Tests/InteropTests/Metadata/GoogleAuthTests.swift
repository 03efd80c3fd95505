import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// google-auth, which every Python program on GCE gets its credentials from.
@Suite(.enabled(if: Python.isAvailable)) struct GoogleAuthTests {
  private func python(_ script: String, _ served: ServedInstance) throws -> [String: String] {
    let python = try #require(Python.tool)
    let scratch = try TemporaryFolder()
    let host = String(served.url.dropFirst("http://".count))
    let outcome = try python.run(
      ["-c", script],
      environment: [
        "GCE_METADATA_HOST": host, "GCE_METADATA_IP": host, "HOME": scratch.path, "no_proxy": "*",
        "GOOGLE_APPLICATION_CREDENTIALS": "",
      ])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode([String: String].self, from: Data(outcome.output))
  }

  @Test func `it finds the server, the project, the keys and the account's token`() async throws {
    try await ServedInstance.with(on: .gce) { served in
      let found = try python(
        """
        import json
        from google.auth.compute_engine import _metadata as metadata
        from google.auth.transport.requests import Request
        request = Request()
        token, expiry = metadata.get_service_account_token(request, scopes=['a', 'b'])
        account = metadata.get_service_account_info(request)
        attributes = metadata.get(request, 'instance/attributes/', recursive=True)
        print(json.dumps({
          'ping': str(metadata.ping(request)), 'project': metadata.get_project_id(request),
          'universe': metadata.get_universe_domain(request), 'token': token,
          'email': account['email'], 'aliases': ','.join(account['aliases']),
          'keys': attributes['ssh-keys'], 'zone': metadata.get(request, 'instance/zone')}))
        """, served)
      #expect(found["ping"] == "True")
      #expect(found["project"] == "latchkey-simulated")
      #expect(found["universe"] == "googleapis.com")
      #expect(found["token"]?.contains(served.instance.id.description) == true)
      #expect(found["email"] == "app@latchkey-simulated.iam.gserviceaccount.com")
      #expect(found["aliases"] == "default")
      #expect(found["zone"]?.hasSuffix("/zones/us-central1-a") == true)
      #expect(
        found["keys"]?.components(separatedBy: "\n")
          == served.instance.keys.map { "debian:\($0.line)" })
    }
  }

  @Test func `the default credentials are the instance's, for access and for identity`()
    async throws
  {
    try await ServedInstance.with(on: .gce) { served in
      let found = try python(
        """
        import json, google.auth
        from google.auth import compute_engine
        from google.auth.transport.requests import Request
        credentials, project = google.auth.default()
        credentials.refresh(Request())
        identity = compute_engine.IDTokenCredentials(
          Request(), 'https://audience.test', use_metadata_identity_endpoint=True)
        identity.refresh(Request())
        print(json.dumps({
          'kind': type(credentials).__module__, 'project': project, 'token': credentials.token,
          'email': credentials.service_account_email, 'dots': str(identity.token.count('.')),
          'left': str(identity.expired)}))
        """, served)
      #expect(found["kind"] == "google.auth.compute_engine.credentials")
      #expect(found["project"] == "latchkey-simulated")
      #expect(found["token"]?.hasPrefix("simulated-by-latchkey") == true)
      #expect(found["email"] == "app@latchkey-simulated.iam.gserviceaccount.com")
      #expect(found["dots"] == "2")
      #expect(found["left"] == "False")
    }
  }

  @Test func `an instance without a role has no token`() async throws {
    try await ServedInstance.with(on: .gce, role: nil) { served in
      let found = try python(
        """
        import json
        from google.auth import exceptions
        from google.auth.compute_engine import _metadata as metadata
        from google.auth.transport.requests import Request
        try:
          found = str(metadata.get_service_account_token(Request()))
        except exceptions.TransportError as error:
          found = str(error.args[1].status)
        print(json.dumps({'found': found}))
        """, served)
      #expect(found["found"] == "404")
    }
  }
}
