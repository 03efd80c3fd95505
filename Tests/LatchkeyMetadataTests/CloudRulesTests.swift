import LatchkeyKeys
import LatchkeyMetadata
import Testing

@Suite struct CloudRulesTests {
  @Test(arguments: Cloud.allCases)
  func `what a cloud takes where nothing is chosen is what it takes where it is`(
    cloud: Cloud
  ) throws {
    let instance = try Instance.launch(LaunchTemplate(cloud: cloud, name: "web"))
    let rules = cloud.rules
    #expect(instance.cloud == cloud)
    #expect(instance.user == rules.user)
    #expect(instance.placement.availabilityZone == rules.standardZone)
    let again = try Instance.launch(
      LaunchTemplate(
        cloud: cloud, image: rules.standardImage, type: rules.standardType,
        placement: Placement(availabilityZone: rules.standardZone, on: cloud)))
    #expect(again.image == instance.image)
    #expect(again.type == instance.type)
  }

  @Test(arguments: [
    (Cloud.ec2, "image", "debian-12"), (.ec2, "type", "e2-micro"), (.openstack, "image", "debian"),
    (.gce, "image", "debian-12"), (.gce, "type", "micro"), (.azure, "image", "debian-12"),
    (.azure, "type", "B1s"), (.nocloud, "image", "no blanks"),
  ])
  func `a value of another cloud is refused, and it is said what was expected`(
    cloud: Cloud, what: String, value: String
  ) {
    let error = #expect(throws: MetadataError(.invalidValue, "")) {
      try Instance.launch(
        LaunchTemplate(
          cloud: cloud, image: what == "image" ? value : nil, type: what == "type" ? value : nil))
    }
    #expect(error?.reason.contains("'\(value)': expected ") == true)
  }

  @Test(arguments: [
    (Cloud.ec2, "us-central1-a"), (.gce, "us-east-1a"), (.gce, "us-central1-"),
    (.azure, "eastus-4"), (.openstack, ""), (.nocloud, "a b"),
  ])
  func `a zone that a cloud does not have is refused`(cloud: Cloud, zone: String) {
    #expect(throws: MetadataError(.invalidValue, "")) {
      try Placement(availabilityZone: zone, on: cloud)
    }
  }

  @Test func `each cloud takes the keys that it would take`() throws {
    let ecdsa = try SampleKey.ecdsa.key
    for cloud in Cloud.allCases {
      var instance = try Instance.launch(LaunchTemplate(cloud: cloud))
      try instance.inject(SampleKey.ed25519.key, named: "one")
      if [.ec2, .azure].contains(cloud) {
        let error = #expect(throws: MetadataError(.keyNotAccepted, "")) {
          try instance.inject(ecdsa, named: "two")
        }
        #expect(
          error?.reason.hasSuffix("takes RSA (2048 bits or more) and ed25519 keys only") == true)
      } else {
        try instance.inject(ecdsa, named: "two")
        #expect(instance.keys.count == 2)
      }
    }
  }

  @Test func `an instance moves to another cloud with all that is its own`() throws {
    let instance = try Instance.launch(
      LaunchTemplate(
        name: "web", keys: [InjectedKey(SampleKey.ed25519.key, named: "alice")],
        userData: Array("#!/bin/sh\n".utf8)))
    let moved = try instance.moved(to: .gce)
    #expect(moved.cloud == .gce)
    #expect(moved.id == instance.id)
    #expect(moved.name == "web")
    #expect(moved.keys == instance.keys)
    #expect(moved.userData == instance.userData)
    #expect(moved.image == Cloud.gce.rules.standardImage)
    #expect(moved.user == "debian")
    #expect(moved.placement.region == "us-central1")
  }

  @Test func `a key that the other cloud would not take stays behind with the whole instance`()
    throws
  {
    var instance = try Instance.launch(LaunchTemplate(cloud: .gce))
    try instance.inject(SampleKey.ecdsa.key, named: "bob")
    let error = #expect(throws: MetadataError(.keyNotAccepted, "")) {
      try instance.moved(to: .ec2)
    }
    #expect(error?.reason.contains("the key 'bob'") == true)
  }
}
