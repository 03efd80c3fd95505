import LatchkeyMetadata
import Testing

@Suite struct MetadataOptionsTests {
  @Test func `options are changed on a running instance`() throws {
    var instance = try Sample.instance(tags: ["env": "test"])
    let options = MetadataOptions(
      tokens: .required, endpoint: .enabled, tags: .enabled, hopLimit: 64)
    try instance.modify(options)
    #expect(instance.metadataOptions == options)
    let tree = MetadataTree(of: instance, at: Sample.time)
    #expect(tree.node(at: "meta-data/tags/instance/env") != nil)
  }

  @Test(arguments: ["a b", "a/b", "ä", "_index", ".", ".."])
  func `tags whose keys cannot be paths are not turned on`(key: String) throws {
    var instance = try Sample.instance(tags: [key: "test"])
    let error = #expect(throws: MetadataError(.invalidValue, "")) {
      try instance.modify(MetadataOptions(tags: .enabled))
    }
    #expect(error?.reason.hasPrefix("tag key '\(key)': expected ") == true)
    #expect(instance.metadataOptions.tags == .disabled)
  }

  @Test(arguments: [0, -1, 65])
  func `a hop limit that there is not is refused, and nothing is changed`(hops: Int) throws {
    var instance = try Sample.instance()
    #expect(throws: MetadataError(.invalidValue, "")) {
      try instance.modify(MetadataOptions(tokens: .required, hopLimit: hops))
    }
    #expect(instance.metadataOptions == MetadataOptions())
  }
}
