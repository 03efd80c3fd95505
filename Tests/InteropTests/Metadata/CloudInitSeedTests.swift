import Foundation
import LatchkeyMetadata
import LatchkeyServer
import TestSupport
import Testing

/// cloud-init of two releases on NoCloud's seeds and on OpenStack's drive and service.
@Suite(.enabled(if: CloudInit.areAllAvailable)) struct CloudInitSeedTests {
  private static var canExtract: Bool { Tool.isAvailable("bsdtar") && Tool.isAvailable("mcopy") }

  /// Whether this machine's kernel mounts such disks, and this user may.
  private static func canMount(_ format: ImageFormat) -> Bool {
    let known = try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8)
    return geteuid() == 0 && FileManager.default.fileExists(atPath: "/dev/loop-control")
      && known?.contains("\t\(format.rawValue)\n") == true
  }

  private func expect(
    _ found: SeedScript.Found, of instance: Instance, zone: String?
  ) {
    // Nova's keys end in a newline, which cloud-init cuts off where it writes them.
    let keys = found.keys.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
    #expect(keys == instance.keys.map(\.line))
    #expect([UInt8](found.userData) == instance.userData)
    #expect(found.hostName == "web")
    #expect(found.zone == zone)
  }

  /// Serves an instance, runs `body`, and stops.
  private func serve(
    _ instance: Instance, _ body: (String) async throws -> Void
  ) async throws {
    let server = try await MetadataServer.start(serving: InstanceSource(instance))
    do {
      try await body(server.url)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// Writes the files that an instance's cloud gives it.
  private func render(_ instance: Instance, into folder: TemporaryFolder) throws {
    for file in instance.cloud.files(of: instance) {
      let target = URL(fileURLWithPath: folder.path(file.path))
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.content).write(to: target)
    }
  }

  @Test(arguments: CloudInit.Release.allCases)
  func `NoCloud reads a folder`(release: CloudInit.Release) throws {
    let instance = try SampleImage(.nocloud, .iso9660).instance
    let folder = try TemporaryFolder()
    try render(instance, into: folder)
    let found = try SeedScript.noCloud(.folder, folder.path, release: release)
    expect(found, of: instance, zone: nil)
    #expect(found.id == instance.id.description)
    #expect(found.network == nil)
  }

  @Test(arguments: CloudInit.Release.allCases)
  func `NoCloud takes the network's configuration where it is asked for`(
    release: CloudInit.Release
  ) throws {
    let instance = try SampleImage(.nocloud, .iso9660, userData: 1).instance
    let folder = try TemporaryFolder()
    try render(instance, into: folder)
    let network = NoCloudSeed.networkConfig(of: instance)
    try folder.write(network.content, to: network.path)
    let found = try SeedScript.noCloud(.folder, folder.path, release: release)
    #expect(
      found.network
        == #"{"ethernets": {"nic0": {"dhcp4": true, "match": {"macaddress": "\#(instance.network.mac)"}}}, "version": 2}"#
    )
  }

  @Test(
    arguments: CloudInit.Release.allCases,
    [SeedScript.Way.commandLine, .serial, .configuration])
  func `NoCloud fetches its seed from the service`(
    release: CloudInit.Release, way: SeedScript.Way
  ) async throws {
    let instance = try SampleImage(.nocloud, .iso9660).instance
    try await serve(instance) { url in
      let found = try SeedScript.noCloud(way, url + "/", release: release)
      expect(found, of: instance, zone: nil)
      #expect(found.id == instance.id.description)
      #expect(found.network == nil)
      #expect(found.seed.contains(url))
    }
  }

  @Test(
    .enabled(if: canExtract), arguments: CloudInit.Release.allCases, ImageFormat.allCases)
  func `NoCloud finds its disk by the label, and reads it`(
    release: CloudInit.Release, format: ImageFormat
  ) throws {
    let image = try SampleImage(.nocloud, format)
    let found = try SeedScript.noCloud(.disk, image.path, release: release)
    expect(found, of: image.instance, zone: nil)
    #expect(found.id == image.instance.id.description)
    #expect(found.seed == image.path)
  }

  @Test(arguments: CloudInit.Release.allCases)
  func `OpenStack's service is crawled`(release: CloudInit.Release) async throws {
    let instance = try SampleImage(.openstack, .iso9660).instance
    try await serve(instance) { url in
      let found = try SeedScript.openStack(.service, url, release: release)
      expect(found, of: instance, zone: "nova")
      #expect(found.id == instance.id.uuid)
      #expect(found.network?.contains(#""mac_address": "\#(instance.network.mac)""#) == true)
      #expect(found.network?.contains(#""type": "dhcp4""#) == true)
    }
  }

  @Test(arguments: CloudInit.Release.allCases)
  func `a config drive is read from a folder`(release: CloudInit.Release) throws {
    let instance = try SampleImage(.openstack, .iso9660).instance
    let folder = try TemporaryFolder()
    try render(instance, into: folder)
    let found = try SeedScript.openStack(.folder, folder.path, release: release)
    expect(found, of: instance, zone: "nova")
    #expect(found.id == instance.id.uuid)
  }

  @Test(
    .enabled(if: canExtract), arguments: CloudInit.Release.allCases, ImageFormat.allCases)
  func `a config drive is found by its label, and read`(
    release: CloudInit.Release, format: ImageFormat
  ) throws {
    let image = try SampleImage(.openstack, format)
    let found = try SeedScript.openStack(.disk, image.path, release: release)
    expect(found, of: image.instance, zone: "nova")
    #expect(found.id == image.instance.id.uuid)
    #expect(found.seed == image.path)
  }

  @Test(
    .enabled("this kernel does not mount ISO 9660, or this user may not") {
      canMount(.iso9660)
    }, arguments: CloudInit.Release.allCases)
  func `the kernel mounts an ISO image for cloud-init`(release: CloudInit.Release) throws {
    let seed = try SampleImage(.nocloud, .iso9660)
    expect(
      try SeedScript.noCloud(.mount, seed.path, release: release), of: seed.instance, zone: nil)
    let drive = try SampleImage(.openstack, .iso9660)
    expect(
      try SeedScript.openStack(.mount, drive.path, release: release), of: drive.instance,
      zone: "nova")
  }

  @Test(
    .enabled("this kernel does not mount FAT, or this user may not") { canMount(.vfat) },
    arguments: CloudInit.Release.allCases)
  func `the kernel mounts a vfat image for cloud-init`(release: CloudInit.Release) throws {
    let seed = try SampleImage(.nocloud, .vfat)
    expect(
      try SeedScript.noCloud(.mount, seed.path, release: release), of: seed.instance, zone: nil)
  }
}
