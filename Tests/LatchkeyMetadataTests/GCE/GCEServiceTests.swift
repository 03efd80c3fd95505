import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import Testing

/// What GCE's metadata server gives, on the pure function.
@Suite struct GCEServiceTests {
  static let flavor = HeaderField("Metadata-Flavor", "Google")
  static let root = "/computeMetadata/v1/"

  static func service(
    tags: [String: String] = [:], userData: [UInt8]? = nil, role: String? = nil
  ) throws -> GCEService {
    GCEService(
      of: try Sample.instance(
        on: .gce, keys: [(.ed25519, "alice"), (.ecdsa, "odd = name")], tags: tags,
        userData: userData, role: role), at: Sample.time)
  }

  private func get(_ service: GCEService, _ path: String) -> MetadataResponse {
    Sample.ask(service, Self.root + path, [Self.flavor])
  }

  private func json(_ response: MetadataResponse) throws -> [String: Any] {
    #expect(response.header("Content-Type") == "application/json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
  }

  @Test func `an answer carries what GCE's does`() throws {
    let response = get(try Self.service(), "instance/name")
    #expect(response.status == 200)
    #expect(response.text == "web")
    #expect(response.header("Metadata-Flavor") == "Google")
    #expect(response.header("Server") == "Metadata Server for VM")
    #expect(response.header("Content-Type") == "application/text")
    #expect(response.header("Content-Length") == "3")
    #expect(response.header("ETag")?.count == 16)
  }

  @Test func `the top is listed without a header, and says whose server it is`() throws {
    let service = try Self.service()
    let top = Sample.ask(service, "/")
    #expect(top.status == 200)
    #expect(top.text == "computeMetadata/\n")
    #expect(top.header("Metadata-Flavor") == "Google")
    #expect(Sample.ask(service, "/computeMetadata/").text == "v1/\n")
    #expect(get(service, "").text == "instance/\nproject/\nuniverse/\n")
  }

  @Test func `every listed path answers, and what is no folder has no slash at its end`() throws {
    let service = try Self.service(tags: ["env": "test"], role: "app")
    var leaves: [String] = []
    func walk(_ folder: String) {
      for entry in get(service, folder).text.split(separator: "\n").map(String.init) {
        let path = folder + entry
        guard !path.hasSuffix("/identity") else { continue }
        let response = get(service, path)
        #expect(response.status == 200, "\(path)")
        if entry.hasSuffix("/") {
          #expect(get(service, String(path.dropLast())).status == 301, "\(path)")
          walk(path)
        } else {
          #expect(get(service, path + "/").status == 404, "\(path)")
          leaves.append(path)
        }
      }
    }
    walk("")
    #expect(leaves.contains("instance/disks/0/device-name"))
    #expect(leaves.contains("instance/network-interfaces/0/access-configs/0/external-ip"))
    #expect(leaves.contains("instance/service-accounts/default/token"))
    #expect(leaves.count > 40)
  }

  @Test func `a folder without its slash is redirected, with its query`() throws {
    let host = HeaderField("Host", "metadata.google.internal")
    let response = Sample.ask(
      try Self.service(), "/computeMetadata/v1/instance/attributes?recursive=True",
      [Self.flavor, host])
    #expect(response.status == 301)
    #expect(
      response.header("Location")
        == "http://metadata.google.internal/computeMetadata/v1/instance/attributes/?recursive=True")
    let bare = Sample.ask(try Self.service(), "/computeMetadata/v1", [Self.flavor])
    #expect(bare.header("Location") == "/computeMetadata/v1/")
  }

  @Test func `the instance's values are where GCE has them`() throws {
    let service = try Self.service()
    let network = service.instance.network
    let expected = [
      "instance/zone": "projects/123456789012/zones/us-central1-a",
      "instance/machine-type": "projects/123456789012/machineTypes/e2-micro",
      "instance/hostname": "web.us-central1-a.c.latchkey-simulated.internal",
      "instance/image": service.instance.image,
      "instance/network-interfaces/0/ip": network.privateAddress,
      "instance/network-interfaces/0/access-configs/0/external-ip": network.loopbackAddress,
      "instance/id": Cloud.gce.id(of: service.instance.id),
      "project/project-id": "latchkey-simulated",
      "project/numeric-project-id": "123456789012",
      "project/attributes/": "",
    ]
    for (path, value) in expected { #expect(get(service, path).text == value, "\(path)") }
    #expect(UInt64(get(service, "instance/id").text).map { $0 > 1 << 62 } == true)
  }

  @Test(arguments: ["true", "True", "TRUE"])
  func `a folder's content is JSON in camelCase, attributes as they are`(spelling: String) throws {
    let service = try Self.service(tags: ["my-own_Tag": "x", "Name": "web", "a b": "no attribute"])
    let found = try json(get(service, "?recursive=\(spelling)"))
    let instance = try #require(found["instance"] as? [String: Any])
    let interfaces = try #require(instance["networkInterfaces"] as? [[String: Any]])
    #expect((interfaces[0]["accessConfigs"] as? [[String: Any]])?[0]["externalIp"] != nil)
    #expect(instance["id"] as? UInt64 == UInt64(get(service, "instance/id").text))
    let attributes = try #require(instance["attributes"] as? [String: String])
    #expect(Set(attributes.keys) == ["my-own_Tag", "ssh-keys"])
    #expect((found["project"] as? [String: Any])?["numericProjectId"] as? UInt64 == 123_456_789_012)
  }

  @Test func `alt chooses the form`() throws {
    let service = try Self.service()
    #expect(get(service, "instance/name?alt=json").text == #""web""#)
    #expect(get(service, "instance/tags").header("Content-Type") == "application/json")
    #expect(get(service, "instance/tags").text == "[]")
    #expect(get(service, "instance/tags?alt=text").text == "")
    let dns = "instance/network-interfaces/0/dns-servers"
    #expect(get(service, dns).text == "169.254.169.254\n")
    #expect(get(service, dns + "?alt=json").text == #"["169.254.169.254"]"#)
    #expect(
      get(service, "instance/scheduling/?recursive=true&alt=text").text
        == "automatic-restart TRUE\non-host-maintenance MIGRATE\npreemptible FALSE\n")
  }

  @Test func `an ETag is the content's, whoever asks and whenever`() throws {
    var instance = try Sample.instance(on: .gce)
    let path = "instance/attributes/?recursive=true"
    let before = get(GCEService(of: instance, at: Sample.time), path)
    let again = get(GCEService(of: instance, at: Sample.time.addingTimeInterval(5)), path)
    #expect(before.header("ETag") == again.header("ETag"))
    try instance.inject(SampleKey.ed25519.key, named: "alice")
    let after = get(GCEService(of: instance, at: Sample.time), path)
    #expect(before.header("ETag") != after.header("ETag"))
    // A watcher that has the older content is answered at once.
    let tag = try #require(before.header("ETag"))
    let watched = get(
      GCEService(of: instance, at: Sample.time),
      "\(path)&wait_for_change=true&timeout_sec=60&last_etag=\(tag)")
    #expect(watched.text == after.text)
  }

  @Test func `HEAD is GET without the body`() throws {
    let head = Sample.ask(
      try Self.service(), Self.root + "instance/name", [Self.flavor], method: "HEAD")
    #expect(head.status == 200)
    #expect(!head.sendsBody)
    #expect(head.header("Content-Length") == "3")
  }

  @Test func `user data that is no text is given in base64, and said to be`() throws {
    let text = try Self.service(userData: Array("#!/bin/sh\n".utf8))
    #expect(get(text, "instance/attributes/user-data").text == "#!/bin/sh\n")
    #expect(get(text, "instance/attributes/user-data-encoding").status == 404)
    let binary = try Self.service(userData: [0x1f, 0x8b, 0xff])
    #expect(get(binary, "instance/attributes/user-data").text == "H4v/")
    #expect(get(binary, "instance/attributes/user-data-encoding").text == "base64")
  }

  @Test func `what the command line reads is what the service answers`() throws {
    let service = try Self.service(role: "app")
    for path in ["instance/", "instance/attributes/ssh-keys", "?recursive=true", "instance/tags"] {
      #expect(service.content(at: path) == get(service, path).body, "\(path)")
      #expect(service.content(at: Self.root + path) == get(service, path).body, "\(path)")
    }
    #expect(service.content(at: "instance/nothing") == nil)
    #expect(service.content(at: "instance/id/") == nil)
    #expect(service.content(at: "instance/service-accounts/default/identity") == nil)
  }
}
