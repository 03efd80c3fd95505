import Foundation
import LatchkeyMetadata
import Testing

@Suite struct RoleTests {
  private func credentials(_ instance: Instance, at time: Date) throws -> [String: String] {
    let tree = MetadataTree(of: instance, at: time)
    let node = try #require(tree.node(at: "meta-data/iam/security-credentials/app"))
    return try JSONDecoder().decode([String: String].self, from: Data(node.bytes))
  }

  @Test func `without a role there is no iam`() throws {
    let tree = MetadataTree(of: try Sample.instance(), at: Sample.time)
    #expect(tree.node(at: "meta-data/iam") == nil)
    #expect(tree.validUntil == Sample.time.addingTimeInterval(5 * 3600))
  }

  @Test func `the credentials are shaped as real ones, good for a while, and made up`() throws {
    let found = try credentials(try Sample.instance(role: "app"), at: Sample.time)
    #expect(found["Code"] == "Success")
    #expect(found["Type"] == "AWS-HMAC")
    #expect(found["AccessKeyId"]?.wholeMatch(of: /ASIAFAKE[0-9A-F]{12}/) != nil)
    #expect(found["SecretAccessKey"]?.count == 40)
    #expect(found["Token"]?.contains("opens-nothing") == true)
    #expect(found["LastUpdated"] == "2026-11-23T09:20:07Z")
    #expect(found["Expiration"] == "2026-11-23T15:20:07Z")
  }

  @Test func `the credentials rotate while the old ones are still good`() throws {
    let instance = try Sample.instance(role: "app")
    let first = try credentials(instance, at: Sample.time)
    let rotation = try #require(MetadataTree(of: instance, at: Sample.time).validUntil)
    #expect(rotation == Sample.time.addingTimeInterval(5 * 3600))
    #expect(try credentials(instance, at: rotation.addingTimeInterval(-1)) == first)
    let second = try credentials(instance, at: rotation)
    #expect(second["AccessKeyId"] != first["AccessKeyId"])
    #expect(second["Expiration"] == "2026-11-23T20:20:07Z")
  }

  @Test func `two instances have different credentials`() throws {
    let first = try credentials(try Sample.instance(role: "app"), at: Sample.time)
    let second = try credentials(try Sample.instance(role: "app"), at: Sample.time)
    #expect(first["AccessKeyId"] != second["AccessKeyId"])
  }
}
