import LatchkeyKeys
import LatchkeyMetadata
import Testing

@Suite struct InjectionTests {
  @Test func `an injected key has its line, its name for a comment, and its fingerprint`() throws {
    var instance = try Sample.instance()
    try instance.inject(SampleKey.ed25519.key, named: "alice")
    #expect(instance.keys.map(\.name) == ["alice"])
    #expect(instance.keys.map(\.line) == [SampleKey.ed25519.rawValue + " alice"])
    #expect(
      instance.keys.map(\.fingerprint) == ["SHA256:HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk"])
  }

  @Test func `keys stay in the order of their injection`() throws {
    var instance = try Sample.instance()
    try instance.inject(SampleKey.rsa2048.key, named: "z")
    try instance.inject(SampleKey.ed25519.key, named: "a")
    #expect(instance.keys.map(\.name) == ["z", "a"])
  }

  @Test func `the same key is refused under any name, naming the one that it has`() throws {
    var instance = try Sample.instance(keys: [(.ed25519, "alice")])
    let before = instance
    let error = #expect(throws: MetadataError(.duplicateKey, "")) {
      try instance.inject(SampleKey.ed25519.key, named: "bob")
    }
    #expect(error?.reason.contains("'alice'") == true)
    #expect(instance == before)
  }

  @Test func `the same name is refused for another key`() throws {
    var instance = try Sample.instance(keys: [(.ed25519, "alice")])
    let error = #expect(throws: MetadataError(.duplicateKey, "")) {
      try instance.inject(SampleKey.rsa2048.key, named: "alice")
    }
    #expect(error?.reason.contains("HvE7+gmH78VS53") == true)
  }

  @Test func `a launch with a key twice is refused`() throws {
    #expect(throws: MetadataError(.duplicateKey, "")) {
      try Sample.instance(keys: [(.ed25519, "a"), (.ed25519, "b")])
    }
  }

  @Test(arguments: [(SampleKey.ecdsa, "ecdsa-sha2-nistp256"), (.rsa1024, "1024 bits")])
  func `a key that EC2 would not take is refused`(key: SampleKey, said: String) throws {
    var instance = try Sample.instance()
    let error = #expect(throws: MetadataError(.keyNotAccepted, "")) {
      try instance.inject(key.key, named: "k")
    }
    #expect(error?.reason.contains(said) == true)
    #expect(instance.keys.isEmpty)
  }

  @Test(arguments: ["my key = 1", "0=0", "a/b", "x", String(repeating: "n", count: 255)])
  func `awkward names are taken`(name: String) throws {
    var instance = try Sample.instance()
    try instance.inject(SampleKey.ed25519.key, named: name)
    #expect(instance.keys.map(\.name) == [name])
  }

  @Test(arguments: [
    "", " a", "a ", "a\nb", "a\u{7f}", "ключ", "folder/", String(repeating: "n", count: 256),
  ])
  func `names that EC2 would not take, or that would break a listing, are refused`(name: String)
    throws
  {
    var instance = try Sample.instance()
    #expect(throws: MetadataError(.invalidValue, "")) {
      try instance.inject(SampleKey.ed25519.key, named: name)
    }
  }
}
