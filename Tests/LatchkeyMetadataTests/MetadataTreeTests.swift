import Foundation
import LatchkeyMetadata
import Testing

@Suite struct MetadataTreeTests {
  private func tree(_ instance: Instance) -> MetadataTree {
    MetadataTree(of: instance, at: Sample.time)
  }

  private func text(_ tree: MetadataTree, _ path: String) -> String? {
    tree.node(at: path).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// Follows the listings from a folder on, as clients do, and returns the leaves that they lead to.
  private func crawl(_ tree: MetadataTree, _ folder: String) throws -> Set<String> {
    let listing = try #require(text(tree, folder), "\(folder) is listed and not there")
    #expect(!listing.hasSuffix("\n"))
    var leaves: Set<String> = []
    for line in listing.split(separator: "\n") {
      if line.hasSuffix("/") {
        leaves.formUnion(try crawl(tree, "\(folder)/\(line.dropLast())"))
      } else if folder.hasSuffix("public-keys") {
        leaves.formUnion(try crawl(tree, "\(folder)/\(line.prefix { $0 != "=" })"))
      } else {
        let path = "\(folder)/\(line)"
        let node = try #require(tree.node(at: path), "\(path) is listed and not there")
        if case .listing = node {
          Issue.record("\(path) is listed as a leaf and is a folder")
          continue
        }
        leaves.insert(path)
      }
    }
    return leaves
  }

  @Test func `everything that is listed answers, and everything that answers is listed`() throws {
    let instance = try Sample.instance(
      keys: [(.ed25519, "my key = 1"), (.rsa2048, "bob")], tags: ["env": "test"],
      userData: Array("#!/bin/sh".utf8), role: "app", options: MetadataOptions(tags: .enabled))
    let tree = tree(instance)
    let found = try crawl(tree, "meta-data").union(try crawl(tree, "dynamic"))
    #expect(found.union(["user-data"]) == Set(tree.leaves))
    #expect(found.count > 45)
  }

  @Test func `the top lists its folders without slashes, and user data only where there is some`()
    throws
  {
    #expect(text(tree(try Sample.instance()), "") == "dynamic\nmeta-data")
    let instance = try Sample.instance(userData: [0x00, 0xff])
    #expect(text(tree(instance), "") == "dynamic\nmeta-data\nuser-data")
    #expect(tree(instance).node(at: "user-data") == .leaf([0x00, 0xff], .octets))
  }

  @Test func `keys are listed by number and name, and each has its line`() throws {
    let tree = tree(try Sample.instance(keys: [(.ed25519, "my key = 1"), (.rsa2048, "bob")]))
    #expect(text(tree, "meta-data/public-keys") == "0=my key = 1\n1=bob")
    #expect(text(tree, "meta-data/public-keys/0") == "openssh-key")
    #expect(
      text(tree, "meta-data/public-keys/0/openssh-key")
        == SampleKey.ed25519.rawValue + " my key = 1\n")
    #expect(
      text(tree, "meta-data/public-keys/1/openssh-key") == SampleKey.rsa2048.rawValue + " bob\n")
    #expect(tree.node(at: "meta-data/public-keys/2") == nil)
    #expect(tree.node(at: "meta-data/public-keys/bob") == nil)
  }

  @Test func `without a key there is no folder of keys`() throws {
    let tree = tree(try Sample.instance())
    #expect(tree.node(at: "meta-data/public-keys") == nil)
    #expect(text(tree, "meta-data")?.contains("public-keys") == false)
  }

  @Test func `the facts of the launch stand where clients look for them`() throws {
    let instance = try Sample.instance()
    let tree = tree(instance)
    let address = instance.network.privateAddress
    let name = "ip-\(address.replacing(".", with: "-")).ec2.internal"
    let folder = "meta-data/network/interfaces/macs/\(instance.network.mac)"
    let third = try #require(Int(address.split(separator: ".")[2]))
    let expected = [
      "ami-id": "ami-0abcdef1234567890", "ami-launch-index": "0", "hostname": name,
      "local-hostname": name, "instance-id": instance.id.description,
      "instance-life-cycle": "on-demand", "instance-type": "t3.micro", "local-ipv4": address,
      "public-ipv4": instance.network.loopbackAddress, "mac": instance.network.mac,
      "placement/availability-zone": "us-east-1a", "placement/availability-zone-id": "use1-az1",
      "placement/region": "us-east-1", "security-groups": "default",
      "services/domain": "amazonaws.com", "services/partition": "aws",
      "reservation-id": instance.reservation, "network/interfaces/macs": instance.network.mac + "/",
    ]
    for (path, value) in expected { #expect(text(tree, "meta-data/\(path)") == value, "\(path)") }
    #expect(text(tree, "\(folder)/local-ipv4s") == address)
    #expect(text(tree, "\(folder)/subnet-ipv4-cidr-block") == "172.31.\(third & 0xf0).0/20")
    #expect(text(tree, "\(folder)/device-number") == "0")
  }

  @Test func `tags are there only where the options say so`() throws {
    let hidden = try Sample.instance(tags: ["env": "test"])
    #expect(tree(hidden).node(at: "meta-data/tags") == nil)
    let shown = try Sample.instance(tags: ["env": ""], options: MetadataOptions(tags: .enabled))
    #expect(text(tree(shown), "meta-data/tags") == "instance/")
    #expect(text(tree(shown), "meta-data/tags/instance") == "Name\nenv")
    #expect(text(tree(shown), "meta-data/tags/instance/Name") == "web")
    #expect(text(tree(shown), "meta-data/tags/instance/env") == "")
  }

  @Test func `the identity document says who it is`() throws {
    let instance = try Sample.instance()
    let node = try #require(tree(instance).node(at: "dynamic/instance-identity/document"))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(node.bytes)) as? [String: Any])
    #expect(document["instanceId"] as? String == instance.id.description)
    #expect(document["pendingTime"] as? String == "2026-11-23T09:20:07Z")
    #expect(document["region"] as? String == "us-east-1")
    #expect(document["privateIp"] as? String == instance.network.privateAddress)
    #expect(document["kernelId"] is NSNull)
  }

  @Test func `an IPv6 address is told with its blocks, which hold it`() throws {
    for _ in 0..<50 {
      let instance = try Instance.launch(LaunchTemplate(hasIPv6: true))
      let tree = tree(instance)
      let folder = "meta-data/network/interfaces/macs/\(instance.network.mac)"
      let address = try #require(text(tree, "meta-data/ipv6"))
      #expect(address == instance.network.ipv6Address)
      #expect(text(tree, "\(folder)/ipv6s") == address)
      let numbers = instance.network.privateAddress.split(separator: ".").compactMap { Int($0) }
      let third = numbers[2] & 0xf0
      let prefix = third == 0 ? "2001:db8:1f" : "2001:db8:1f:" + String(third, radix: 16)
      #expect(address == prefix + "::" + String(numbers[2] * 256 + numbers[3], radix: 16))
      #expect(text(tree, "\(folder)/subnet-ipv6-cidr-blocks") == prefix + "::/64")
      #expect(text(tree, "\(folder)/vpc-ipv6-cidr-blocks") == "2001:db8:1f::/56")
    }
    #expect(tree(try Sample.instance()).node(at: "meta-data/ipv6") == nil)
  }

  @Test(arguments: [
    ("t3.micro", "nitro"), ("t2.micro", "xen"), ("m4.large", "xen"), ("m5.large", "nitro"),
    ("c7gn.metal", "nitro"), ("i3.large", "xen"), ("i3en.large", "nitro"), ("x1e.xlarge", "xen"),
  ])
  func `a type's family tells the hypervisor`(type: String, system: String) throws {
    let instance = try Instance.launch(LaunchTemplate(type: type))
    #expect(text(tree(instance), "meta-data/system") == system)
  }

  @Test func `the instance's own credentials are there without a role, and are not the role's`()
    throws
  {
    let tree = tree(try Sample.instance(role: "ec2-role"))
    let folder = "meta-data/identity-credentials/ec2"
    #expect(text(tree, "\(folder)") == "info\nsecurity-credentials/")
    #expect(text(tree, "\(folder)/security-credentials") == "ec2-instance")
    #expect(text(tree, "\(folder)/info")?.contains(#""AccountId" : "123456789012""#) == true)
    let own = try #require(text(tree, "\(folder)/security-credentials/ec2-instance"))
    #expect(own.contains(#""AccessKeyId" : "ASIAFAKE"#))
    #expect(own != text(tree, "meta-data/iam/security-credentials/ec2-role"))
  }
}
