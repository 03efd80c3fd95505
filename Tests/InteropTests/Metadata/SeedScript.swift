import Foundation
import LatchkeyMetadata
import TestSupport
import Testing

/// cloud-init's data sources for seeds and OpenStack, as they run at boot, but for looking at the
/// machine that they run on: its firmware, its kernel's command line, its disks.
enum SeedScript {
  /// What a data source ends with.
  struct Found: Decodable {
    var keys: [String]
    /// Base64.
    var userData: Data
    var id: String
    var hostName: String
    var zone: String?
    /// The network's configuration as JSON, where there is one.
    var network: String?
    /// What the data source says that it has read.
    var seed: String
  }

  /// How a data source is told where its data is.
  enum Way: String, CaseIterable {
    /// A folder that is there at boot.
    case folder
    /// `ds=nocloud;s=URL` on the kernel's command line.
    case commandLine
    /// The same as the machine's serial number.
    case serial
    /// `seedfrom` in its configuration.
    case configuration
    /// A disk with a label. The image's files are taken out by a program.
    case disk
    /// The same, mounted by the kernel.
    case mount
    /// The metadata service.
    case service
  }

  /// Runs NoCloud's data source.
  static func noCloud(
    _ way: Way, _ location: String, release: CloudInit.Release
  ) throws -> Found {
    try found(noCloud, way, location, release)
  }

  /// Runs OpenStack's: from its service, or as a config drive.
  static func openStack(
    _ way: Way, _ location: String, release: CloudInit.Release
  ) throws -> Found {
    try found(openStack, way, location, release)
  }

  private static func found(
    _ script: String, _ way: Way, _ location: String, _ release: CloudInit.Release
  ) throws -> Found {
    let scratch = try TemporaryFolder()
    let outcome = try CloudInit.run(
      start + script + end, [way.rawValue, location, scratch.path], release: release)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    return try JSONDecoder().decode(Found.self, from: Data(outcome.output))
  }

  /// Disks are those that blkid, asked as cloud-init asks it, finds at the location.
  private static let start = """
    import base64, functools, json, os, subprocess, sys, tempfile
    from unittest import mock
    from cloudinit import dmi, helpers, util
    from cloudinit.sources.helpers import ec2, openstack
    way, location, scratch = sys.argv[1:]
    paths = helpers.Paths({'cloud_dir': scratch, 'run_dir': scratch})
    is_disk = way in ('disk', 'mount')

    def devices(criteria=None, **_):
      if not is_disk or not criteria: return []
      asked = subprocess.run(['/sbin/blkid', '-p', '-o', 'export', location],
                             capture_output=True, text=True, check=True).stdout.split('\\n')
      return [location] if criteria in asked else []

    def extracted(device, callback, data=None, mtype=None, **_):
      folder = tempfile.mkdtemp(dir=scratch)
      if 'TYPE=vfat' in subprocess.run(['/sbin/blkid', '-p', '-o', 'export', device],
                                       capture_output=True, text=True).stdout:
        subprocess.run(['mcopy', '-s', '-n', '-i', device, '::*', folder], check=True)
      else:
        subprocess.run(['bsdtar', '-x', '-f', device, '-C', folder], check=True)
        subprocess.run(['chmod', '-R', 'u+w', folder], check=True)
      return callback(folder, data) if data is not None else callback(folder)

    def patch(target, **changes):
      for name, value in changes.items():
        if hasattr(target, name): mock.patch.object(target, name, value).start()

    told = 'ds=nocloud;s=' + location
    patch(util, find_devs_with=devices, get_cmdline=lambda: told if way == 'commandLine' else '')
    patch(dmi, read_dmi_data=lambda _: told if way == 'serial' else '')
    if way == 'disk': patch(util, mount_cb=extracted)

    """

  private static let noCloud = """
    from cloudinit.sources import DataSourceNoCloud as module
    settings = {'seedfrom': location} if way == 'configuration' else {}
    if way == 'folder': os.makedirs(paths.seed_dir); os.symlink(location, paths.seed_dir + '/nocloud')
    kind = module.DataSourceNoCloud if is_disk or way == 'folder' else module.DataSourceNoCloudNet
    source = kind({'datasource': {'NoCloud': settings}}, mock.MagicMock(), paths)
    assert source._get_data()
    network = source.network_config
    seed = source.seed

    """

  private static let openStack = """
    if way == 'service':
      from cloudinit.sources import DataSourceOpenStack as module
      # The address of EC2's metadata is not to be set otherwise.
      patch(ec2, get_instance_metadata=functools.partial(
        ec2.get_instance_metadata, metadata_address=location))
      kind = module.DataSourceOpenStack
      patch(module, detect_openstack=lambda **_: True)
      patch(kind, ds_detect=lambda _: True)
    else:
      from cloudinit.sources import DataSourceConfigDrive as module
      kind = module.DataSourceConfigDrive
      if way == 'folder':
        os.makedirs(paths.seed_dir); os.symlink(location, paths.seed_dir + '/config_drive')
    settings = {'metadata_urls': [location], 'max_wait': 10, 'timeout': 10}
    source = kind({'datasource_list': ['OpenStack'], 'datasource': {'OpenStack': settings}},
                  mock.MagicMock(), paths)
    assert source._get_data()
    macs = {link['ethernet_mac_address']: 'eth0' for link in source.network_json['links']}
    network = openstack.convert_net_json(source.network_json, known_macs=macs)
    assert source.ec2_metadata['public-keys'], 'no key in the EC2 metadata'
    seed = getattr(source, 'source', None) or source.metadata_address

    """

  private static let end = """
    data = source.get_userdata_raw() or b''
    if isinstance(data, str): data = data.encode()
    name = source.get_hostname()
    print(json.dumps({
      'keys': source.get_public_ssh_keys(), 'id': source.get_instance_id(),
      'userData': base64.b64encode(data).decode(), 'hostName': getattr(name, 'hostname', name),
      'zone': source.availability_zone, 'seed': str(seed),
      'network': json.dumps(network, sort_keys=True) if network else None}))
    """
}
