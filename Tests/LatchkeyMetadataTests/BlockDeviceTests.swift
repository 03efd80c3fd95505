import LatchkeyMetadata
import TestSupport
import Testing

@Suite struct BlockDeviceTests {
  private func mapping(_ devices: [String]) throws -> [String: String] {
    let instance = try Instance.launch(LaunchTemplate(blockDevices: devices.map(BlockDevice.init)))
    let tree = MetadataTree(of: instance, at: Sample.time)
    let folder = "meta-data/block-device-mapping"
    let listing = String(decoding: try #require(tree.node(at: folder)).bytes, as: UTF8.self)
    var found: [String: String] = [:]
    for name in listing.split(separator: "\n") {
      let node = try #require(tree.node(at: "\(folder)/\(name)"))
      found[String(name)] = String(decoding: node.bytes, as: UTF8.self)
    }
    return found
  }

  @Test func `an instance boots from the image's own disk where nothing is said`() throws {
    #expect(try mapping([]) == ["ami": "/dev/xvda", "root": "/dev/xvda"])
  }

  @Test func `volumes are numbered as they come, and each kind of disk has its entry`() throws {
    let found = try mapping([
      "/dev/sdf=ebs", "/dev/sdb=ephemeral0", "/dev/sdc=ephemeral1", "/dev/sdg=ebs",
      "/dev/sda1=root",
      "/dev/sda3=swap",
    ])
    #expect(
      found == [
        "ami": "/dev/sda1", "root": "/dev/sda1", "ebs1": "sdf", "ebs2": "sdg", "ephemeral0": "sdb",
        "ephemeral1": "sdc", "swap": "sda3",
      ])
  }

  @Test(arguments: [
    "", "/dev/sdf", "/dev/sdf=", "/dev/sdf=disk", "sdf=ebs", "/dev/=ebs", "/dev/../x=ebs",
    "/dev/SDF=ebs", "/dev/sdf=ephemeral", "/dev/sdf=ephemeral24", "/dev/sdf=ephemeral00",
    "/dev/sdf=ephemeral-1", "/dev/sdf=ebs=1", "=ebs", "/dev/an0very0long0name=ebs",
  ])
  func `what is no disk is refused, and it is said what one looks like`(text: String) {
    let error = #expect(throws: MetadataError(.invalidValue, "")) { try BlockDevice(text) }
    #expect(error?.reason.contains("expected ") == true)
  }

  @Test(arguments: [
    ["/dev/sdf=ebs", "/dev/sdf=ephemeral0"], ["/dev/sda1=root", "/dev/xvda=root"],
    ["/dev/sdb=ephemeral0", "/dev/sdc=ephemeral0"],
  ])
  func `two disks in one place are refused`(devices: [String]) {
    #expect(throws: MetadataError(.invalidValue, "")) { try mapping(devices) }
  }

  @Test func `a store keeps the disks, and a document without any is one without any`() throws {
    let folder = try TemporaryFolder()
    let store = InstanceStore(at: folder.path)
    let disks = try ["/dev/sdf=ebs", "/dev/sdb=ephemeral3"].map(BlockDevice.init)
    let launched = try store.launch(LaunchTemplate(blockDevices: disks))[0]
    let path = "instances/\(launched.id).json"
    #expect(try store.instance(launched.id.description).blockDevices == disks)
    let document = String(decoding: try folder.read(path), as: UTF8.self)
    #expect(document.contains(#""use" : "ephemeral3""#))
    let bad = document.replacing("ephemeral3", with: "ephemeral99")
    try folder.write(bad.utf8, to: path)
    let error = #expect(throws: MetadataError(.damagedDocument, "")) {
      try store.instance(launched.id.description)
    }
    #expect(error?.reason.contains("blockDevices.[1].device") == true)
    let plain = try store.launch(LaunchTemplate())[0]
    let text = String(decoding: try folder.read("instances/\(plain.id).json"), as: UTF8.self)
    #expect(!text.contains("blockDevices"))
    #expect(try store.instance(plain.id.description).blockDevices.isEmpty)
  }
}
