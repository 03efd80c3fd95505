import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import Testing

/// `managed-ssh-keys/`, where Instance Connect's scripts look for keys that were pushed.
@Suite struct InstanceConnectTests {
  private static let folder = "meta-data/managed-ssh-keys"

  private func text(_ tree: MetadataTree, _ path: String) -> String? {
    tree.node(at: path).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func pushed() throws -> Instance {
    var instance = try Sample.instance()
    try instance.push(SampleKey.ed25519.key, at: Sample.time)
    try instance.push(SampleKey.rsa2048.key, at: Sample.time, lasting: 30)
    try instance.push(SampleKey.rsa2048.key, for: "root", at: Sample.time, lasting: 300)
    return instance
  }

  @Test func `each key is an entry with its signature, and an empty line after it`() throws {
    let instance = try pushed()
    let tree = MetadataTree(of: instance, at: Sample.time)
    let entries = try #require(text(tree, "\(Self.folder)/active-keys/ec2-user"))
    let lines = entries.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Two entries of five lines and of 344 characters of base64, and what follows the last newline.
    #expect(lines.count == 2 * (5 + 6 + 1) + 1)
    #expect(entries.hasSuffix("\n\n"))
    for (start, key, expiry) in [(0, SampleKey.ed25519, 60), (12, .rsa2048, 30)] {
      #expect(lines[start] == "#Timestamp=\(1_795_425_607 + expiry)")
      #expect(lines[start + 1] == "#Instance=\(instance.id)")
      #expect(lines[start + 2] == "#Caller=arn:aws:iam::123456789012:user/latchkey")
      let uuid = /#Request=[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/
      #expect(lines[start + 3].wholeMatch(of: uuid) != nil)
      #expect(lines[start + 4] == key.rawValue)
      let base64 = lines[(start + 5)..<(start + 11)].joined()
      #expect(Data(base64Encoded: base64)?.count == 256)
      #expect(lines[start + 11].isEmpty)
    }
    #expect(lines[3] != lines[15])
  }

  @Test func `users are listed as long as they have keys`() throws {
    let instance = try pushed()
    let tree = MetadataTree(of: instance, at: Sample.time)
    #expect(text(tree, "\(Self.folder)/active-keys") == "ec2-user\nroot")
    #expect(text(tree, Self.folder) == "active-keys/\nsigner-cert")
    #expect(tree.node(at: "\(Self.folder)/active-keys/nobody") == nil)
    let later = MetadataTree(of: instance, at: Sample.time.addingTimeInterval(60))
    #expect(text(later, "\(Self.folder)/active-keys") == "root")
    #expect(later.node(at: "\(Self.folder)/active-keys/ec2-user") == nil)
    let end = MetadataTree(of: instance, at: Sample.time.addingTimeInterval(300))
    #expect(end.node(at: "\(Self.folder)/active-keys") == nil)
    #expect(text(end, Self.folder) == "signer-cert")
  }

  @Test func `a tree is true until the next key expires`() throws {
    let instance = try pushed()
    for (after, end) in [(0.0, 30.0), (29, 30), (30, 60), (60, 300), (300, 18_000)] {
      let tree = MetadataTree(of: instance, at: Sample.time.addingTimeInterval(after))
      #expect(tree.validUntil == Sample.time.addingTimeInterval(end), "\(after)")
    }
  }

  @Test(arguments: ["GET", "HEAD"])
  func `the service answers for a user with keys, and 404 for one without`(method: String) throws {
    let service = IMDSService(of: try pushed(), tokens: TokenAuthority(), at: Sample.time)
    for (user, status) in [("ec2-user", 200), ("root", 200), ("nobody", 404)] {
      let path = "/latest/\(Self.folder)/active-keys/\(user)"
      #expect(service.respond(to: MetadataRequest(method, path)).status == status)
      let answer = service.respond(to: MetadataRequest(method, path + "/"))
      #expect(answer.status == status)
      #expect(answer.sendsBody == (method == "GET"))
    }
  }

  @Test func `the signer has a certificate, its authority's after it, and a status`() throws {
    let tree = MetadataTree(of: try Sample.instance(), at: Sample.time)
    let chain = try #require(text(tree, "\(Self.folder)/signer-cert"))
    #expect(chain.components(separatedBy: "-----BEGIN CERTIFICATE-----\n").count == 3)
    #expect(chain.hasSuffix(try CloudAuthority.ofProcess.certificate()))
    let name = try #require(text(tree, "\(Self.folder)/signer-ocsp"))
    #expect(name.wholeMatch(of: /[0-9A-F]{40}/) != nil)
    let status = try #require(text(tree, "\(Self.folder)/signer-ocsp/\(name)"))
    #expect((Data(base64Encoded: status.filter { $0 != "\n" })?.count ?? 0) > 256)
    #expect(tree.node(at: "\(Self.folder)/signer-ocsp/\(name.lowercased())") == nil)
    #expect(tree.node(at: "\(Self.folder)/signer-ocsps") == nil)
  }
}
