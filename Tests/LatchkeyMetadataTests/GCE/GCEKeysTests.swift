import Foundation
import LatchkeyMetadata
import Testing

/// The attribute `ssh-keys`, and the tokens of a service account.
@Suite struct GCEKeysTests {
  private func get(
    _ instance: Instance, _ path: String, after seconds: Double = 0
  ) -> MetadataResponse {
    let time = Sample.time.addingTimeInterval(seconds)
    return Sample.ask(
      GCEService(of: instance, at: time), GCEServiceTests.root + "instance/" + path,
      [GCEServiceTests.flavor], after: seconds)
  }

  @Test func `keys are lines of a user, a colon and the key`() throws {
    let instance = try Sample.instance(
      on: .gce, keys: [(.ed25519, "alice"), (.ecdsa, "odd = name")])
    let keys = get(instance, "attributes/ssh-keys").text.components(separatedBy: "\n")
    #expect(keys == instance.keys.map { "debian:\($0.line)" })
  }

  @Test func `without a key there is no attribute`() throws {
    let instance = try Sample.instance(on: .gce)
    #expect(get(instance, "attributes/ssh-keys").status == 404)
    #expect(get(instance, "attributes/").text == "")
  }

  @Test func `a key that expires carries its end right behind it, and goes with it`() throws {
    var instance = try Sample.instance(on: .gce, keys: [(.ecdsa, "bob")])
    try instance.push(SampleKey.ed25519.key, for: "alice", at: Sample.time)
    let line = try #require(get(instance, "attributes/ssh-keys").text.split(separator: "\n").last)
    #expect(
      line == """
        alice:\(SampleKey.ed25519.rawValue) google-ssh \
        {"userName":"alice","expireOn":"2026-11-23T09:21:07+0000"}
        """)
    #expect(get(instance, "attributes/ssh-keys", after: 59).text.contains("google-ssh"))
    #expect(!get(instance, "attributes/ssh-keys", after: 60).text.contains("google-ssh"))
    #expect(get(instance, "attributes/ssh-keys", after: 60).text.contains("bob"))
  }

  @Test func `a service is true until the next key expires`() throws {
    var instance = try Sample.instance(on: .gce)
    #expect(GCEService(of: instance, at: Sample.time).validUntil == nil)
    try instance.push(SampleKey.ed25519.key, at: Sample.time, lasting: 90)
    try instance.push(SampleKey.ecdsa.key, at: Sample.time, lasting: 30)
    let end = GCEService(of: instance, at: Sample.time).validUntil
    #expect(end == Sample.time.addingTimeInterval(30))
    let later = Sample.time.addingTimeInterval(30)
    #expect(
      GCEService(of: instance, at: later).validUntil == Sample.time.addingTimeInterval(90))
  }

  @Test func `a role is a service account whose token rotates and says that it is made up`() throws
  {
    let instance = try Sample.instance(on: .gce, role: "app")
    let account = "service-accounts/default/"
    #expect(
      get(instance, account + "email").text == "app@latchkey-simulated.iam.gserviceaccount.com")
    #expect(
      get(instance, "service-accounts/").text
        == "app@latchkey-simulated.iam.gserviceaccount.com/\ndefault/\n")
    struct Token: Decodable, Equatable {
      let text: String
      let secondsLeft: Int
      let kind: String

      enum CodingKeys: String, CodingKey {
        case text = "access_token"
        case secondsLeft = "expires_in"
        case kind = "token_type"
      }
    }
    func token(after seconds: Double) throws -> Token {
      let response = get(instance, account + "token", after: seconds)
      #expect(response.header("Content-Type") == "application/json")
      return try JSONDecoder().decode(Token.self, from: Data(response.body))
    }
    let first = try token(after: 0)
    #expect(first.text.hasPrefix("simulated-by-latchkey-opens-nothing-"))
    #expect(first.secondsLeft == 3600)
    #expect(first.kind == "Bearer")
    #expect(try token(after: 3299).text == first.text)
    #expect(try token(after: 3299).secondsLeft == 301)
    #expect(try token(after: 3300).text != first.text)
    let text = get(instance, account + "token?alt=text").text
    #expect(text == "access_token \(first.text)\nexpires_in 3600\ntoken_type Bearer\n")
    // No folder's content shows it.
    #expect(!get(instance, "?recursive=true").text.contains("opens-nothing"))
  }

  @Test func `an identity token is made for an audience`() throws {
    let instance = try Sample.instance(on: .gce, role: "app")
    let path = "service-accounts/default/identity"
    #expect(get(instance, path).status == 400)
    #expect(get(instance, path + "?audience=").status == 400)
    let parts = get(instance, path + "?audience=https://x.test&format=full").text
      .components(separatedBy: ".")
    try #require(parts.count == 3)
    let padded = parts[1].padding(
      toLength: (parts[1].count + 3) / 4 * 4, withPad: "=", startingAt: 0)
    let claims = try #require(Data(base64Encoded: padded))
    let read = try #require(try JSONSerialization.jsonObject(with: claims) as? [String: Any])
    #expect(read["aud"] as? String == "https://x.test")
    #expect(read["iss"] as? String == "https://latchkey.invalid/simulated")
    #expect(read["exp"] as? Int == Int(Sample.time.timeIntervalSince1970) + 3600)
  }

  @Test func `rendered, each leaf is a file with what the service answers`() throws {
    let instance = try Sample.instance(on: .gce, keys: [(.ed25519, "alice")], role: "app")
    let files = Dictionary(
      uniqueKeysWithValues: Cloud.gce.files(of: instance).map { ($0.path, $0.content) })
    let keys = files["computeMetadata/v1/instance/attributes/ssh-keys"]
    #expect(keys == get(instance, "attributes/ssh-keys").body)
    #expect(files["computeMetadata/v1/instance/tags"] == Array("[]".utf8))
    #expect(files["computeMetadata/v1/project/project-id"] == Array("latchkey-simulated".utf8))
    let token = files["computeMetadata/v1/instance/service-accounts/default/token"] ?? []
    #expect(String(decoding: token, as: UTF8.self).contains("opens-nothing"))
    #expect(!files.keys.contains { $0.hasSuffix("/") || $0.hasSuffix("identity") })
  }
}
