import LatchkeyMetadata
import Testing

@testable import LatchkeyMetadata

/// What can be said of images without a reader; real readers read them in InteropTests.
@Suite struct ImageTests {
  private static func instance(_ cloud: Cloud) throws -> Instance {
    try Instance.launch(LaunchTemplate(cloud: cloud, name: "web"), at: Sample.time)
  }

  @Test(arguments: [Cloud.nocloud, .openstack], ImageFormat.allCases)
  func `the same instance gives the same bytes`(cloud: Cloud, format: ImageFormat) throws {
    let instance = try Self.instance(cloud)
    let image = try instance.image(format)
    #expect(try instance.image(format) == image)
    #expect(image.count % 512 == 0)
  }

  @Test(arguments: [Cloud.ec2, .gce, .azure])
  func `a cloud that hands over no disk says so`(cloud: Cloud) throws {
    let instance = try Self.instance(cloud)
    let error = #expect(throws: MetadataError(.invalidValue, "")) { try instance.image() }
    #expect(error?.reason.hasSuffix("NoCloud and OpenStack do") == true)
  }

  @Test(arguments: [
    ["a/../b"], [""], ["/a"], ["a/"], ["a b"], ["größe"], ["a."],
    [String(repeating: "a", count: 65)],
    ["1/2/3/4/5/6/7/8/9"], ["a", "a"], ["a", "a/b"], ["a/b", "a"],
  ])
  func `a name that not every image can hold is refused`(paths: [String]) {
    #expect(throws: MetadataError(.invalidValue, "")) {
      try ImageTree(paths.map { RenderedFile($0, []) })
    }
  }

  @Test func `names that are the same in capitals are told apart`() {
    var names = ISONames(.primary)
    let made = ["user-data", "user_data", "User.data", "a.b.c"].map {
      String(decoding: names.file($0), as: UTF8.self)
    }
    #expect(made == ["USER_DATA.;1", "USER_DATA1.;1", "USER.DATA;1", "A_B.C;1"])
  }

  @Test func `the longest names are cut and numbered`() {
    var names = ISONames(.primary)
    let long = String(repeating: "n", count: 64)
    let made = [long, long + "x"].map { String(decoding: names.folder($0), as: UTF8.self) }
    #expect(made[0] == String(repeating: "N", count: 31))
    #expect(made[1] == String(repeating: "N", count: 30) + "1")
  }

  @Test func `what does not fit into FAT12 is refused before it is written`() {
    #expect(FATLayout(top: 32, lengths: [240 << 20]) != nil)
    #expect(FATLayout(top: 32, lengths: [300 << 20]) == nil)
    #expect(FATLayout(top: 32, lengths: [])?.clusters ?? 0 > 0)
  }
}
