import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// cloud-init's GCE data source against the running service.
@Suite(.enabled(if: CloudInit.isAvailable)) struct CloudInitGCETests {
  private struct Found: Decodable {
    var keys: [String]
    var user: String
    var id: String
    var zone: String
    var region: String
    var hostname: String
  }

  /// The data source as it runs at boot, but for looking whether this machine is Google's.
  private static let script = """
    import json, sys
    from unittest import mock
    from cloudinit import helpers
    from cloudinit.sources import DataSourceGCE as gce
    url, scratch = sys.argv[1:]
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    config = {'datasource': {'GCE': {'metadata_url': url + '/computeMetadata/v1/', 'retries': 0}}}
    source = gce.DataSourceGCE(config, None, paths)
    source.default_user = 'debian'
    with mock.patch.object(gce, 'platform_reports_gce', return_value=True):
      assert source._get_data()
    print(json.dumps({
      'keys': source.get_public_ssh_keys(), 'user': source.get_userdata_raw().decode('latin-1'),
      'id': source.get_instance_id(), 'zone': source.availability_zone, 'region': source.region,
      'hostname': str(source.get_hostname().hostname)}))
    """

  private func crawl(_ served: ServedInstance) throws -> Found {
    let scratch = try TemporaryFolder()
    let outcome = try CloudInit.run(Self.script, [served.url, scratch.path])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode(Found.self, from: Data(outcome.output))
  }

  @Test func `it finds every key, the user data and the place`() async throws {
    try await ServedInstance.with(on: .gce) { served in
      let found = try crawl(served)
      #expect(found.keys == served.instance.keys.map(\.line))
      #expect(found.user == "#cloud-config\nhostname: x\n")
      #expect(found.id == Cloud.gce.id(of: served.instance.id))
      #expect(found.zone == "us-central1-a")
      #expect(found.region == "us-central1")
      #expect(found.hostname == "web")
    }
  }

  @Test func `a key that expires is found while its time lasts, and others' keys are not`()
    async throws
  {
    try await ServedInstance.with(on: .gce) { served in
      let short = try PrivateKey.generate(.ed25519).publicKey
      let other = try PrivateKey.generate(.ed25519).publicKey
      let now = Date()
      try served.source.update { (instance) throws(MetadataError) in
        _ = try instance.eject("alice")
        try instance.push(short, at: now, lasting: 600)
        try instance.push(other, for: "somebody", at: now, lasting: 600)
      }
      let found = try crawl(served)
      #expect(found.keys.count == 2)
      #expect(found.keys.first?.hasSuffix(" odd = name") == true)
      #expect(found.keys.last?.contains(#" google-ssh {"userName":"debian","expireOn":"#) == true)
    }
  }

  @Test func `user data that is no text comes through`() async throws {
    try await ServedInstance.with(on: .gce, userData: "\u{1}\u{2}é\"\\\n") { served in
      let found = try crawl(served)
      let bytes = found.user.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      #expect(bytes == served.instance.userData)
    }
  }
}
