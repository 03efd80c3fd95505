import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// cloud-init's Azure data source against the running service, as metadata service and as wireserver.
@Suite(.enabled(if: CloudInit.isAvailable)) struct CloudInitAzureTests {
  private struct Found: Decodable {
    var keys: [String]
    var user: String
    var id: String
    var region: String
    var hostname: String
    var account: String
    var isReady: Bool
    var mac: String
  }

  /// The data source as it runs at boot. Of the machine, the hardware's ids are made up, as is the
  /// answer of DHCP; and both services' addresses are ours. A provisioning disk is there in a folder,
  /// or cannot be mounted.
  private static let script = """
    import json, os, sys
    from unittest import mock
    from cloudinit import dmi, helpers, util
    from cloudinit.sources import DataSourceAzure as azure
    from cloudinit.sources.helpers import azure as helper
    url, scratch, hardware = sys.argv[1:]
    azure.MetadataType.ALL._value_ = url + '/metadata/instance'
    class Lease:
      iface = None
      lease = None
      def __init__(self, **_): pass
      def obtain_lease(self):
        self.lease = {'interface': 'eth9'}
        return self.lease
      def clean_network(self): pass
    def read(name):
      return {'system-uuid': hardware,
              'chassis-asset-tag': helper.ChassisAssetTag.AZURE_CLOUD.value}.get(name)
    def places(seed, cache):
      yield seed
      yield '/dev/latchkey-no-such-disk'
    def mount(*_, **__): raise util.MountFailedError('no UDF here')
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    config = {'datasource': {'Azure': {'data_dir': os.path.join(scratch, 'waagent')}}}
    source = azure.DataSourceAzure(config, mock.MagicMock(), paths)
    source.distro.name = 'debian'
    source._wireserver_endpoint = url[len('http://'):]
    with mock.patch.object(azure, 'EphemeralDHCPv4', Lease), \\
         mock.patch.object(dmi, 'read_dmi_data', read), \\
         mock.patch.object(azure, 'list_possible_azure_ds', places), \\
         mock.patch.object(util, 'mount_cb', mount), \\
         mock.patch.object(azure, 'get_boot_telemetry'), \\
         mock.patch.object(azure, 'get_system_info'), \\
         mock.patch.object(azure, 'get_hv_netvsc_macs_normalized', return_value=[], create=True):
      assert source._get_data()
      network = source.network_config['ethernets']['eth0']
    print(json.dumps({
      'keys': source.get_public_ssh_keys(), 'user': (source.userdata_raw or b'').decode(),
      'id': source.get_instance_id(), 'region': source.region,
      'hostname': source.metadata['local-hostname'],
      'account': source.cfg['system_info']['default_user']['name'],
      'isReady': source._negotiated, 'mac': network['match']['macaddress']}))
    """

  private func crawl(_ served: ServedInstance, in folder: TemporaryFolder) throws -> Found {
    let hardware = Cloud.azure.id(of: served.instance.id)
    let outcome = try CloudInit.run(Self.script, [served.url, folder.path, hardware])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode(Found.self, from: Data(outcome.output))
  }

  private func check(_ found: Found, _ served: ServedInstance) {
    #expect(found.keys == served.instance.keys.map(\.line))
    #expect(found.user == "#cloud-config\nhostname: x\n")
    #expect(found.id == Cloud.azure.id(of: served.instance.id))
    #expect(found.region == "eastus")
    #expect(found.hostname == "web")
    #expect(found.account == "azureuser")
    #expect(found.isReady)
    #expect(found.mac == served.instance.network.mac)
  }

  @Test func `it finds every key, the user data and the place, and reports that it is ready`()
    async throws
  {
    try await ServedInstance.with(on: .azure) { served in
      check(try crawl(served, in: TemporaryFolder()), served)
    }
  }

  @Test func `with a provisioning disk it finds the same`() async throws {
    try await ServedInstance.with(on: .azure) { served in
      let folder = try TemporaryFolder()
      let seed = folder.path("seed/azure")
      try FileManager.default.createDirectory(atPath: seed, withIntermediateDirectories: true)
      for file in Cloud.azure.files(of: served.instance) where file.path == "ovf-env.xml" {
        try Data(file.content).write(to: URL(fileURLWithPath: "\(seed)/\(file.path)"))
      }
      check(try crawl(served, in: folder), served)
    }
  }

  @Test func `a key that is ejected is not found by the next crawl`() async throws {
    try await ServedInstance.with(on: .azure) { served in
      try served.eject("alice")
      let found = try crawl(served, in: TemporaryFolder())
      #expect(found.keys.map { $0.hasSuffix(" odd = name") } == [true])
    }
  }
}
