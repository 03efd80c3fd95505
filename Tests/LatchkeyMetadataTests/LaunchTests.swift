import Foundation
import LatchkeyMetadata
import Testing

@Suite struct LaunchTests {
  @Test func `an instance is launched as EC2's ids and addresses are`() throws {
    let instance = try Sample.instance()
    #expect(instance.id.description.wholeMatch(of: /i-[0-9a-f]{17}/) != nil)
    #expect(instance.reservation.wholeMatch(of: /r-[0-9a-f]{17}/) != nil)
    #expect(instance.network.mac.wholeMatch(of: /02(:[0-9a-f]{2}){5}/) != nil)
    let tail = instance.network.loopbackAddress.dropFirst(4)
    #expect(instance.network.loopbackAddress == "127.\(tail)")
    #expect(instance.network.privateAddress == "172.\(tail)")
    #expect(tail.wholeMatch(of: /31\.[0-9]+\.[0-9]+/) != nil)
    #expect(instance.state == .running)
    #expect(instance.name == "web")
  }

  @Test(arguments: [
    ("us-east-1a", "us-east-1", "use1-az1"), ("eu-central-1b", "eu-central-1", "euc1-az2"),
    ("ap-southeast-2c", "ap-southeast-2", "apse2-az3"), ("sa-east-1a", "sa-east-1", "sae1-az1"),
    ("us-gov-west-1a", "us-gov-west-1", "usgw1-az1"), ("cn-north-1b", "cn-north-1", "cnn1-az2"),
  ])
  func `a zone tells its region and its id`(zone: String, region: String, id: String) throws {
    let placement = try Placement(availabilityZone: zone)
    #expect(placement.region == region)
    #expect(placement.availabilityZoneID == id)
  }

  @Test(arguments: [
    "", "us-east-1", "us-east-a", "us--1a", "-", "US-EAST-1A", "us-east-1A", "a-b-c",
  ])
  func `what is no zone is refused`(zone: String) {
    #expect(throws: MetadataError(.invalidValue, "")) { try Placement(availabilityZone: zone) }
  }

  struct Bad: CustomTestStringConvertible {
    let testDescription: String
    let template: LaunchTemplate
    init(_ name: String, _ change: (inout LaunchTemplate) -> Void) {
      testDescription = name
      var template = LaunchTemplate()
      change(&template)
      self.template = template
    }
  }

  @Test(arguments: [
    Bad("an image that is none") { $0.image = "debian-12" },
    Bad("an image in capitals") { $0.image = "ami-0ABCDEF1234567890" },
    Bad("a type without a size") { $0.type = "t3" },
    Bad("a user with a space") { $0.user = "ec2 user" },
    Bad("a user that is an option") { $0.user = "-oProxyCommand" },
    Bad("a subnet that is none") { $0.subnet = "10.0.0.0/24" },
    Bad("a role with a slash") { $0.role = "../role" },
    Bad("an empty security group") { $0.securityGroups = [""] },
    Bad("a security group with a newline") { $0.securityGroups = ["a\nb"] },
    Bad("no hop") { $0.metadataOptions.hopLimit = 0 },
    Bad("65 hops") { $0.metadataOptions.hopLimit = 65 },
    Bad("user data over 16 KiB") { $0.userData = Array(repeating: 0x61, count: 16_385) },
    Bad("a tag of AWS's own") { $0.tags = ["aws:name": "x"] },
    Bad("an empty tag key") { $0.tags = ["": "x"] },
    Bad("a tag key of 129 characters") { $0.tags = [String(repeating: "k", count: 129): ""] },
    Bad("a tag value of 257 characters") { $0.tags = ["k": String(repeating: "v", count: 257)] },
    Bad("51 tags") { $0.tags = Dictionary(uniqueKeysWithValues: (0...50).map { ("k\($0)", "") }) },
    Bad("a tag key that is no path") {
      $0.tags = ["a/b": "x"]
      $0.metadataOptions.tags = .enabled
    },
    Bad("a tag key that is a path upwards") {
      $0.tags = ["..": "x"]
      $0.metadataOptions.tags = .enabled
    },
    Bad("the tag key that EC2 keeps") {
      $0.tags = ["_index": "x"]
      $0.metadataOptions.tags = .enabled
    },
  ])
  func `what EC2 would refuse is refused:`(bad: Bad) {
    #expect(throws: MetadataError(.invalidValue, "")) { try Instance.launch(bad.template) }
  }

  @Test func `what is just within the limits is taken`() throws {
    var template = LaunchTemplate(userData: Array(repeating: 0x61, count: 16_384))
    template.tags = ["a/b": String(repeating: "v", count: 256)]
    #expect(try Instance.launch(template).userData?.count == 16_384)
  }

  @Test(arguments: [
    ("t3.micro", "x86_64"), ("t4g.nano", "arm64"), ("m7gd.large", "arm64"),
    ("c7gn.xlarge", "arm64"),
    ("a1.medium", "arm64"), ("g4dn.xlarge", "x86_64"), ("g5g.xlarge", "arm64"),
    ("g6.xlarge", "x86_64"), ("hpc7g.16xlarge", "arm64"), ("u-6tb1.metal", "x86_64"),
  ])
  func `the type's family tells the architecture`(type: String, architecture: String) throws {
    #expect(try Instance.launch(LaunchTemplate(type: type)).architecture == architecture)
  }
}
