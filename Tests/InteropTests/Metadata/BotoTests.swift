import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// botocore's fetchers, which every Python program on an instance gets its credentials and its region
/// from.
@Suite(.enabled(if: Python.isAvailable)) struct BotoTests {
  private func python(_ script: String, _ served: ServedInstance) throws -> [String: String?] {
    try python(script, url: served.url)
  }

  private func python(_ script: String, url: String) throws -> [String: String?] {
    let python = try #require(Python.tool)
    let scratch = try TemporaryFolder()
    let outcome = try python.run(
      ["-c", script],
      environment: [
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "HOME": scratch.path,
        "no_proxy": "*", "AWS_EC2_METADATA_DISABLED": "false", "AWS_ACCESS_KEY_ID": "",
      ])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode([String: String?].self, from: Data(outcome.output))
  }

  @Test(arguments: [MetadataOptions.Tokens.required, .optional])
  func `botocore's fetchers read the role's credentials and the region`(
    tokens: MetadataOptions.Tokens
  ) async throws {
    try await ServedInstance.with(tokens: tokens) { served in
      let found = try python(
        """
        import json, os
        from botocore import utils
        url = os.environ['AWS_EC2_METADATA_SERVICE_ENDPOINT']
        found = utils.InstanceMetadataFetcher(base_url=url, timeout=10).retrieve_iam_role_credentials()
        found['region'] = utils.InstanceMetadataRegionFetcher(base_url=url, timeout=10).retrieve_region()
        print(json.dumps(found))
        """, served)
      #expect(found["role_name"] == "app")
      #expect(found["access_key"]??.hasPrefix("ASIAFAKE") == true)
      #expect(found["secret_key"]??.count == 40)
      #expect(found["token"]??.contains(served.instance.id.description) == true)
      #expect(found["region"] == "eu-central-1")
    }
  }

  @Test func `a boto3 session takes its credentials from the instance's role`() async throws {
    try await ServedInstance.with { served in
      let found = try python(
        """
        import json, boto3
        credentials = boto3.Session().get_credentials()
        print(json.dumps({'method': credentials.method, 'key': credentials.access_key}))
        """, served)
      #expect(found["method"] == "iam-role")
      #expect(found["key"]??.hasPrefix("ASIAFAKE") == true)
    }
  }

  @Test func `a service that is started again and again gives every session its credentials`()
    async throws
  {
    try await RestartingService.with(ServedInstance.launch(), restartingAfter: 16) { service in
      let found = try python(
        """
        import boto3, json, time
        tries, methods = 0, set()
        for _ in range(25):
          credentials = None
          # boto3 asks once, and gives up where nobody listens or where the token is not known.
          while credentials is None:
            tries += 1
            credentials = boto3.Session().get_credentials()
            if credentials is None: time.sleep(0.02)
          methods.add(credentials.method + ' ' + credentials.access_key[:8])
        print(json.dumps({'tries': str(tries), 'found': ', '.join(methods)}))
        """, url: service.url)
      #expect(found["found"] == "iam-role ASIAFAKE")
      #expect(service.restarts >= 2, "after \(found["tries"] ?? nil ?? "no") tries")
    }
  }

  @Test func `an instance without a role has no credentials, and nobody waits for them`()
    async throws
  {
    try await ServedInstance.with(role: nil) { served in
      let found = try python(
        "import json, boto3; print(json.dumps({'found': str(boto3.Session().get_credentials())}))",
        served)
      #expect(found["found"] == "None")
    }
  }
}
