import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// azure-identity, which every Python program on Azure gets its credentials from.
@Suite(.enabled(if: Python.isAvailable)) struct AzureIdentityTests {
  private func python(_ script: String, _ served: ServedInstance) throws -> [String: String] {
    let python = try #require(Python.tool)
    let scratch = try TemporaryFolder()
    let outcome = try python.run(
      ["-c", script],
      environment: [
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": served.url, "HOME": scratch.path, "no_proxy": "*",
      ])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode([String: String].self, from: Data(outcome.output))
  }

  @Test func `the managed identity has a token for a resource`() async throws {
    try await ServedInstance.with(on: .azure) { served in
      let found = try python(
        """
        import json, time
        from azure.identity import ManagedIdentityCredential
        token = ManagedIdentityCredential().get_token('https://vault.azure.net/.default')
        left = token.expires_on - time.time()
        print(json.dumps({'token': token.token, 'lasts': str(290 < left <= 3600)}))
        """, served)
      #expect(found["token"]?.hasPrefix("simulated-by-latchkey-opens-nothing-") == true)
      #expect(found["token"]?.contains(served.instance.id.description) == true)
      #expect(found["lasts"] == "True")
    }
  }

  @Test func `an instance without a role has no identity, and it is said so`() async throws {
    try await ServedInstance.with(on: .azure, role: nil) { served in
      let found = try python(
        """
        import json
        from azure.identity import CredentialUnavailableError, ManagedIdentityCredential
        try:
          found = ManagedIdentityCredential().get_token('https://vault.azure.net/.default').token
        except CredentialUnavailableError as error:
          found = error.message
        print(json.dumps({'found': found}))
        """, served)
      #expect(found["found"]?.contains("Identity not found") == true)
    }
  }
}
