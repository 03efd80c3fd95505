import Foundation
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// How cloud-init asks, by the log of its requests: the order, the versions, and what it does when
/// something goes wrong on the way.
@Suite(.enabled(if: CloudInit.isAvailable)) struct CloudInitCrawlTests {
  /// The EC2 data source's crawl; prints the keys, or that the service was given up.
  private static let crawl = """
    import json, sys, tempfile
    from unittest import mock
    from cloudinit import helpers
    from cloudinit.sources import DataSourceEc2 as ec2
    url, scratch, versions = sys.argv[1:]
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    source = ec2.DataSourceEc2({}, mock.MagicMock(), paths)
    source.ds_cfg['metadata_urls'] = [url]
    source.ds_cfg['max_wait'] = 20
    source.extended_metadata_versions = versions.split(',')
    source._cloud_name = ec2.CloudNames.AWS
    data = source.crawl_metadata()
    source.metadata = data.get('meta-data')
    print(json.dumps(source.get_public_ssh_keys() if data else None))
    """

  private func crawl(
    _ source: RecordingSource, versions: String = "2021-03-23,2018-09-24,2016-09-02"
  ) async throws -> [String]? {
    let scratch = try TemporaryFolder()
    let server = try await MetadataServer.start(serving: source)
    let outcome = Result { try CloudInit.run(Self.crawl, [server.url, scratch.path, versions]) }
    await server.stop()
    let found = try outcome.get()
    try #require(found.status == 0, "\(found.errorText)")
    return try JSONDecoder().decode([String]?.self, from: Data(found.output))
  }

  @Test func `it asks for a token, the version, the user data, all metadata and the identity`()
    async throws
  {
    let instance = try ServedInstance.launch()
    let source = RecordingSource(instance)
    #expect(try await crawl(source) == instance.keys.map(\.line))
    let entries = source.entries
    #expect(entries.filter { $0.status != 200 } == [])
    let version = "/2021-03-23"
    #expect(
      entries.prefix(4).map { "\($0.method) \($0.path)" } == [
        "PUT /latest/api/token", "GET \(version)/meta-data/instance-id", "GET \(version)/user-data",
        "GET \(version)/meta-data/",
      ])
    #expect(entries.last?.path.hasPrefix("\(version)/dynamic/instance-identity/") == true)
    // Every value of the tree but what it keeps its hands off: what it reads is all that there is.
    let read = entries.map(\.path).filter { !$0.hasSuffix("/") }
    let wanted = MetadataTree(of: instance, at: Date()).leaves.filter {
      !$0.hasPrefix("dynamic/fws") && !$0.contains("/security-credentials/")
        && !$0.contains("public-keys")
    }
    #expect(Set(wanted.map { "\(version)/\($0)" }).subtracting(read) == [])
    #expect(entries.count >= 55)
    // Folders come before the values beside them.
    let places = Dictionary(
      uniqueKeysWithValues: entries.dropFirst(4).enumerated().map {
        ($1.path, $0)
      })
    let folder = try #require(places["\(version)/meta-data/tags/"])
    let value = try #require(places["\(version)/meta-data/ami-id"])
    #expect(folder < value)
  }

  @Test(arguments: [8, 30, 60])
  func `a service that is restarted amid the crawl costs one refusal and a new token`(
    requests: Int
  ) async throws {
    let instance = try ServedInstance.launch()
    let source = RecordingSource(instance, restartingAfter: requests)
    #expect(try await crawl(source) == instance.keys.map(\.line))
    let entries = source.entries
    let refused = try #require(entries.firstIndex { $0.status == 401 })
    #expect(refused == requests)
    #expect(entries[refused + 1].description == "PUT /latest/api/token 200")
    #expect(entries[refused + 2].path == entries[refused].path)
    #expect(entries.filter { $0.status != 200 }.count == 1)
  }

  @Test func `keys that were pushed do not disturb it`() async throws {
    var instance = try ServedInstance.launch()
    for key in instance.keys { try instance.push(key.publicKey, for: "guest", lasting: 3600) }
    let source = RecordingSource(instance)
    #expect(try await crawl(source) == instance.keys.map(\.line))
    let path = "/2021-03-23/meta-data/managed-ssh-keys/active-keys/guest"
    #expect(source.entries.contains { $0.description == "GET \(path) 200" })
    #expect(source.entries.allSatisfy { $0.status == 200 })
  }

  @Test func `a service that is off is given up after its first answer`() async throws {
    var instance = try ServedInstance.launch()
    try instance.modify(MetadataOptions(endpoint: .disabled))
    let source = RecordingSource(instance)
    #expect(try await crawl(source) == nil)
    #expect(source.entries.map(\.description) == ["PUT /latest/api/token 403"])
  }

  @Test(arguments: ["2018-09-24", "2016-09-02", "2009-04-04", "2024-04-11"])
  func `it is content with any dated version`(version: String) async throws {
    let instance = try ServedInstance.launch()
    let source = RecordingSource(instance)
    #expect(try await crawl(source, versions: version) == instance.keys.map(\.line))
    #expect(source.entries.dropFirst().allSatisfy { $0.path.hasPrefix("/\(version)/") })
    #expect(source.entries.allSatisfy { $0.status == 200 })
  }
}
