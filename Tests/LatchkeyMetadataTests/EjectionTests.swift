import LatchkeyMetadata
import Testing

@Suite struct EjectionTests {
  private static let ed25519 = "HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk"

  @Test(arguments: [
    "alice", "SHA256:" + ed25519, ed25519, ed25519 + "=", "SHA256:" + ed25519 + "=",
    "sha256:" + ed25519, "MD5:1d:24:95:11:35:b1:0f:fe:d1:a1:31:a6:4a:8e:4c:04",
    "1D:24:95:11:35:B1:0F:FE:D1:A1:31:A6:4A:8E:4C:04", "1d24951135b10ffed1a131a64a8e4c04",
  ])
  func `an ed25519 key goes by its name and by every spelling of its fingerprint`(text: String)
    throws
  {
    var instance = try Sample.instance(keys: [(.rsa2048, "bob"), (.ed25519, "alice")])
    let key = try instance.eject(text)
    #expect(key.name == "alice")
    #expect(instance.keys.map(\.name) == ["bob"])
  }

  @Test(arguments: [
    "SHA256:lzeHTCAolukmwCoj1LQNB/Ddq3z0eLIJzco+r00h0GE",
    "be:ba:ec:2b:9e:a0:68:b8:19:6b:9a:26:cc:b1:58:ff",
    "85:a6:f4:64:b7:8f:4a:75:f1:ed:f9:26:1b:67:5f:f2",
  ])
  func `an RSA key goes by OpenSSH's fingerprints and by the one that EC2 shows`(text: String)
    throws
  {
    var instance = try Sample.instance(keys: [(.rsa2048, "bob"), (.ed25519, "alice")])
    try instance.eject(text)
    #expect(instance.keys.map(\.name) == ["alice"])
  }

  @Test(arguments: ["", "carol", "SHA256:", "=", String(ed25519.lowercased()), "SHA256:alice"])
  func `what names no key takes none, and the error lists those that are there`(text: String) throws
  {
    var instance = try Sample.instance(keys: [(.ed25519, "alice")])
    let error = #expect(throws: MetadataError(.noSuchKey, "")) { try instance.eject(text) }
    #expect(error?.reason.contains("'alice' SHA256:\(Self.ed25519)") == true)
    #expect(instance.keys.count == 1)
  }

  @Test func `a name goes before a fingerprint`() throws {
    var instance = try Sample.instance(keys: [(.ed25519, "alice"), (.rsa2048, Self.ed25519)])
    #expect(try instance.eject(Self.ed25519).name == Self.ed25519)
    #expect(instance.keys.map(\.name) == ["alice"])
  }
}
