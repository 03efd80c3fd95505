import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import TestSupport
import Testing

@Suite struct TemporaryKeyTests {
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  @Test func `a pushed key is there for a minute`() throws {
    var instance = try Instance.launch(LaunchTemplate())
    let pushed = try instance.push(SampleKey.ed25519.key, at: now)
    #expect(pushed.user == "ec2-user")
    #expect(pushed.expiry == now.addingTimeInterval(60))
    #expect(instance.temporaryKeys(at: now.addingTimeInterval(59)) == [pushed])
    #expect(instance.temporaryKeys(at: now.addingTimeInterval(60)).isEmpty)
  }

  @Test func `pushed again it lives anew, and keys whose time is over are forgotten`() throws {
    var instance = try Instance.launch(LaunchTemplate())
    try instance.push(SampleKey.ed25519.key, at: now)
    try instance.push(SampleKey.rsa2048.key, for: "root", at: now)
    try instance.push(SampleKey.ed25519.key, at: now.addingTimeInterval(30))
    #expect(instance.temporaryKeys.count == 2)
    try instance.push(SampleKey.ed25519.key, for: "root", at: now.addingTimeInterval(61))
    #expect(instance.temporaryKeys.map(\.user) == ["ec2-user", "root"])
  }

  @Test(arguments: [0, -1, 3601])
  func `a life that is no life, or too long, is refused`(seconds: Int) throws {
    var instance = try Instance.launch(LaunchTemplate())
    #expect(throws: MetadataError(.invalidValue, "")) {
      try instance.push(SampleKey.ed25519.key, at: now, lasting: seconds)
    }
    #expect(throws: MetadataError(.invalidValue, "")) {
      try instance.push(SampleKey.ed25519.key, for: "no such/user", at: now)
    }
    #expect(instance.temporaryKeys.isEmpty)
  }

  @Test func `a store keeps temporary keys and clouds`() throws {
    let folder = try TemporaryFolder()
    let store = InstanceStore(at: folder.path)
    let id = try store.launch(LaunchTemplate(cloud: .gce, name: "web"))[0].id
    let key = try SampleKey.ed25519.key
    try store.update("web") { (instance) throws(MetadataError) in
      try instance.push(key, at: now)
    }
    let read = try store.instance(id.description)
    #expect(read.cloud == .gce)
    #expect(read.temporaryKeys.map(\.publicKey) == [try SampleKey.ed25519.key])
    #expect(read.temporaryKeys.first?.expiry == now.addingTimeInterval(60))
  }

  @Test(arguments: Cloud.allCases)
  func `a cloud that has no keys which expire takes none`(cloud: Cloud) throws {
    var instance = try Instance.launch(LaunchTemplate(cloud: cloud))
    if [.ec2, .gce].contains(cloud) {
      try instance.push(SampleKey.ed25519.key, at: now)
      #expect(instance.temporaryKeys.count == 1)
    } else {
      let error = #expect(throws: MetadataError(.keyNotAccepted, "")) {
        try instance.push(SampleKey.ed25519.key, at: now)
      }
      #expect(error?.reason.hasSuffix("inject the key, and eject it in time") == true)
    }
  }
}
