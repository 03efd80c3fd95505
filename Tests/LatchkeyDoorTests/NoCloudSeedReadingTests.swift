import Testing

@testable import LatchkeyDoor

@Suite struct NoCloudSeedReadingTests {
  @Test func `a seed's id and its keys are read, whatever is quoted in them`() throws {
    let seed = try #require(
      NoCloudKeys.read(
        """
        instance-id: "i-0abcd1234ef567890"
        local-hostname: "web"
        public-keys:
          - "ssh-ed25519 AAAA a \\"b\\" \\\\ c: - #d"
          - "ssh-rsa BBBB e"

        """))
    #expect(seed.id == "i-0abcd1234ef567890")
    #expect(seed.keys == ["ssh-ed25519 AAAA a \"b\" \\ c: - #d", "ssh-rsa BBBB e"])
  }

  @Test func `a seed without keys has none`() throws {
    #expect(NoCloudKeys.read("instance-id: \"x\"\n")?.keys == [])
  }

  @Test(arguments: [
    "", "local-hostname: \"web\"\n", "instance-id: i-1\n", "instance-id: \"x\"\npublic-keys: {}\n",
    "instance-id: \"x\"\npublic-keys:\n  - ssh-ed25519 AAAA\n",
    "instance-id: \"x\"\npublic-keys:\n  a: \"ssh-ed25519 AAAA\"\n",
    "instance-id: \"x\"\n  - \"ssh-ed25519 AAAA\"\n", "<html>", "{\"instance-id\": \"x\"}",
  ])
  func `what is written otherwise is refused rather than half read`(text: String) {
    #expect(NoCloudKeys.read(text) == nil)
  }
}
