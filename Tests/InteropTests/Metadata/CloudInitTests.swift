import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// cloud-init's own data sources, which on an instance decide who can log in.
@Suite(.enabled(if: CloudInit.isAvailable)) struct CloudInitTests {
  struct Found: Decodable {
    var keys: [String]
    var user: String
    var id: String
    var zone: String?
    var region: String?
    var hostname: String
  }

  /// The EC2 data source as it runs at boot, but for looking whether this machine is EC2's.
  private static let ec2 = """
    import json, sys, tempfile
    from unittest import mock
    from cloudinit import helpers
    from cloudinit.sources import DataSourceEc2 as ec2
    url, scratch = sys.argv[1:]
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    source = ec2.DataSourceEc2({}, mock.MagicMock(), paths)
    source.ds_cfg['metadata_urls'] = [url]
    source._cloud_name = ec2.CloudNames.AWS
    data = source.crawl_metadata()
    source.metadata = data['meta-data']
    source.identity = data['dynamic']['instance-identity']['document']
    print(json.dumps({
      'keys': source.get_public_ssh_keys(), 'user': data['user-data'].decode(),
      'id': source.get_instance_id(), 'zone': source.availability_zone, 'region': source.region,
      'hostname': str(source.metadata['local-hostname'])}))
    """

  /// How the EC2 data source would set up the network, as netplan has it.
  private static let network = """
    import json, sys
    from unittest import mock
    from cloudinit import helpers
    from cloudinit.sources import DataSourceEc2 as ec2
    url, scratch, mac = sys.argv[1:]
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    source = ec2.DataSourceEc2({}, mock.MagicMock(), paths)
    source.ds_cfg['metadata_urls'] = [url]
    source._cloud_name = ec2.CloudNames.AWS
    data = source.crawl_metadata()
    print(json.dumps(ec2.convert_ec2_metadata_network_config(
      data['meta-data']['network'], {mac: 'eth0'})['ethernets']['eth0']))
    """

  /// The NoCloud data source on a seed folder.
  private static let noCloud = """
    import json, os, sys
    from unittest import mock
    from cloudinit import helpers
    from cloudinit.sources import DataSourceNoCloud as nocloud
    paths = helpers.Paths({'cloud_dir': sys.argv[1], 'run_dir': sys.argv[1]})
    with mock.patch.object(nocloud.util, 'get_cmdline', return_value=''):
      source = nocloud.DataSourceNoCloud({'datasource': {'NoCloud': {'fs_label': None}}},
                                         mock.MagicMock(), paths)
      assert source._get_data()
    print(json.dumps({
      'keys': source.get_public_ssh_keys(), 'user': source.get_userdata_raw().decode(),
      'id': source.get_instance_id(), 'hostname': source.metadata['local-hostname']}))
    """

  private func found(_ outcome: Tool.Outcome) throws -> Found {
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode(Found.self, from: Data(outcome.output))
  }

  @Test(arguments: [MetadataOptions.Tokens.required, .optional])
  func `the EC2 data source finds every key, the user data and the place`(
    tokens: MetadataOptions.Tokens
  ) async throws {
    let scratch = try TemporaryFolder()
    try await ServedInstance.with(tokens: tokens) { served in
      let found = try found(CloudInit.run(Self.ec2, [served.url, scratch.path]))
      #expect(found.keys == served.instance.keys.map(\.line))
      #expect(found.user == "#cloud-config\nhostname: x\n")
      #expect(found.id == served.instance.id.description)
      #expect(found.zone == "eu-central-1b")
      #expect(found.region == "eu-central-1")
      #expect(found.hostname.hasSuffix(".eu-central-1.compute.internal"))
    }
  }

  @Test func `the EC2 data source sets up the interface, with IPv6 where there is an address`()
    async throws
  {
    struct Interface: Decodable {
      var dhcp4: Bool
      var dhcp6: Bool
      var match: [String: String]
    }
    let scratch = try TemporaryFolder()
    try await ServedInstance.with { served in
      let mac = served.instance.network.mac
      let outcome = try CloudInit.run(Self.network, [served.url, scratch.path, mac])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let found = try JSONDecoder().decode(Interface.self, from: Data(outcome.output))
      #expect(found.dhcp4)
      #expect(found.dhcp6)
      #expect(found.match["macaddress"] == mac)
    }
  }

  @Test func `a service that is started again in mid-crawl gives every key all the same`()
    async throws
  {
    let scratch = try TemporaryFolder()
    try await RestartingService.with(ServedInstance.launch(), restartingAfter: 15) { service in
      let found = try found(CloudInit.run(Self.ec2, [service.url, scratch.path]))
      #expect(found.keys == service.instance.keys.map(\.line))
      #expect(found.user == "#cloud-config\nhostname: x\n")
      // The crawl has some fifty requests, so that it saw several services.
      #expect(service.restarts >= 1)
    }
  }

  @Test func `a key that is injected later is found by the next crawl`() async throws {
    let scratch = try TemporaryFolder()
    try await ServedInstance.with { served in
      try served.eject("alice")
      let found = try found(CloudInit.run(Self.ec2, [served.url, scratch.path]))
      #expect(found.keys.count == 1)
      #expect(found.keys.first?.hasSuffix(" odd = name") == true)
    }
  }

  @Test func `the NoCloud data source finds every key in a rendered seed`() async throws {
    let folder = try TemporaryFolder()
    try await ServedInstance.with(userData: "#!/bin/sh\ntrue\n") { served in
      let seed = folder.path("seed/nocloud")
      try FileManager.default.createDirectory(atPath: seed, withIntermediateDirectories: true)
      for file in Cloud.nocloud.files(of: served.instance) {
        try Data(file.content).write(to: URL(fileURLWithPath: "\(seed)/\(file.path)"))
      }
      let found = try found(CloudInit.run(Self.noCloud, [folder.path]))
      #expect(found.keys == served.instance.keys.map(\.line))
      #expect(found.user == "#!/bin/sh\ntrue\n")
      #expect(found.id == served.instance.id.description)
      #expect(found.hostname == "web")
    }
  }
}
