import Foundation
import LatchkeyKeys
import LatchkeyMetadata
import Testing

/// What Azure's metadata service gives, on the pure function.
@Suite struct AzureServiceTests {
  static let header = HeaderField("Metadata", "true")

  static func service(
    tags: [String: String] = [:], userData: [UInt8]? = nil, role: String? = nil
  ) throws -> AzureService {
    AzureService(
      of: try Sample.instance(
        on: .azure, keys: [(.ed25519, "alice"), (.rsa2048, "a<b>&c")], tags: tags,
        userData: userData, role: role))
  }

  private func get(_ service: AzureService, _ path: String, after seconds: Double = 0)
    -> MetadataResponse
  {
    Sample.ask(service, "/metadata/" + path, [Self.header], after: seconds)
  }

  private func json(_ response: MetadataResponse) throws -> [String: Any] {
    #expect(response.status == 200)
    #expect(response.header("Content-Type") == "application/json; charset=utf-8")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
  }

  @Test func `the document has the keys, the user, the place and the network`() throws {
    let service = try Self.service(
      tags: ["env": "test", "a": "b"], userData: Array("#!/bin/sh\n".utf8))
    let found = try json(get(service, "instance?api-version=2021-08-01&extended=true"))
    let compute = try #require(found["compute"] as? [String: Any])
    let keys = try #require(compute["publicKeys"] as? [[String: String]])
    #expect(keys.map { $0["keyData"] } == service.instance.keys.map(\.line))
    #expect(keys[0]["path"] == "/home/azureuser/.ssh/authorized_keys")
    let profile = try #require(compute["osProfile"] as? [String: String])
    #expect(profile["adminUsername"] == "azureuser")
    #expect(profile["computerName"] == "web")
    #expect(compute["vmId"] as? String == Cloud.azure.id(of: service.instance.id))
    #expect(compute["location"] as? String == "eastus")
    #expect(compute["vmSize"] as? String == "Standard_B1s")
    #expect(compute["sku"] as? String == "12-gen2")
    #expect(compute["userData"] as? String == "IyEvYmluL3NoCg==")
    #expect(compute["customData"] as? String == "")
    #expect(compute["tags"] as? String == "a:b;env:test")
    let list = try #require(compute["tagsList"] as? [[String: String]])
    #expect(list == [["name": "a", "value": "b"], ["name": "env", "value": "test"]])
    let network = try #require(found["network"] as? [String: Any])
    let interface = try #require((network["interface"] as? [[String: Any]])?.first)
    let mac = interface["macAddress"] as? String
    #expect(mac == service.instance.network.mac.replacing(":", with: "").uppercased())
  }

  @Test func `an id is a UUID, and always the same one`() throws {
    let id = try #require(InstanceID("i-0123456789abcdef0"))
    let text = Cloud.azure.id(of: id)
    #expect(UUID(uuidString: text)?.uuidString.lowercased() == text)
    #expect(text == Cloud.azure.id(of: id))
    let other = try #require(InstanceID("i-0123456789abcdef1"))
    #expect(text != Cloud.azure.id(of: other))
  }

  @Test func `a path leads into the document, and a single value is asked for as text`() throws {
    let service = try Self.service()
    let version = "api-version=2021-08-01"
    let key = "instance/compute/publicKeys/1/keyData?\(version)&format=text"
    #expect(get(service, key).text == service.instance.keys[1].line)
    #expect(get(service, key).header("Content-Type") == "text/plain; charset=utf-8")
    #expect(get(service, "instance?\(version)&format=text").text == "compute/\nnetwork/")
    #expect(get(service, "instance/network/interface?\(version)&format=text").text == "0/")
    let subnet = "instance/network/interface/0/ipv4/subnet/0/prefix?format=text&\(version)"
    #expect(get(service, subnet).text == "20")
    let profile = try json(get(service, "instance/compute/osProfile/?\(version)&format=json"))
    #expect(profile["adminUsername"] as? String == "azureuser")
    for form in ["", "&format=json"] {
      #expect(get(service, "instance/compute/vmId?\(version)\(form)").status == 400)
    }
  }

  @Test func `a version has what it had when it was settled`() throws {
    let service = try Self.service()
    func names(_ version: String) throws -> Set<String> {
      let found = try json(get(service, "instance/compute?api-version=\(version)"))
      return Set(found.keys)
    }
    #expect(
      try names("2017-03-01") == [
        "location", "name", "offer", "osType", "platformFaultDomain", "platformUpdateDomain",
        "publisher", "sku", "version", "vmId", "vmSize",
      ])
    #expect(try names("2019-06-01").isSuperset(of: ["publicKeys", "storageProfile"]))
    #expect(try names("2019-06-01").isDisjoint(with: ["tagsList", "userData", "osProfile"]))
    #expect(try names("2021-08-01").isSuperset(of: ["userData", "osProfile", "tagsList"]))
    #expect(try !names("2021-08-01").contains("physicalZone"))
    #expect(try names("2025-04-07").contains("physicalZone"))
  }

  @Test func `the versions are listed without one, and each of them is answered`() throws {
    let service = try Self.service()
    let versions = try #require(
      try json(get(service, "versions"))["apiVersions"] as? [String])
    #expect(versions.contains("2021-08-01"))
    #expect(versions == versions.sorted())
    for version in versions {
      #expect(get(service, "instance?api-version=\(version)").status == 200)
    }
  }

  @Test func `nothing is scheduled`() throws {
    let response = get(try Self.service(), "scheduledevents?api-version=2020-07-01")
    #expect(response.text == #"{"DocumentIncarnation":1,"Events":[]}"#)
  }

  @Test func `a role is an identity whose token rotates and says that it is made up`() throws {
    let service = try Self.service(role: "app")
    let path = "identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.test"
    func token(after seconds: Double) throws -> [String: String] {
      let found = try json(get(service, path, after: seconds))
      return try #require(found as? [String: String])
    }
    let first = try token(after: 0)
    #expect(first["access_token"]?.hasPrefix("simulated-by-latchkey-opens-nothing-") == true)
    #expect(first["resource"] == "https://vault.test")
    #expect(first["expires_in"] == "3600")
    #expect(first["expires_on"] == "\(Int(Sample.time.timeIntervalSince1970) + 3600)")
    #expect(try token(after: 3299)["access_token"] == first["access_token"])
    #expect(try token(after: 3300)["access_token"] != first["access_token"])
    let client = try #require(first["client_id"])
    #expect(get(service, path + "&client_id=\(client)").status == 200)
    #expect(get(service, "identity/info?api-version=2018-02-01").text.contains("tenantId"))
  }

  @Test func `what the command line reads needs no version and no form`() throws {
    let service = try Self.service()
    let id = Cloud.azure.id(of: service.instance.id)
    for path in ["instance/compute/vmId", "/metadata/instance/compute/vmId"] {
      #expect(service.content(at: path) == Array(id.utf8))
    }
    let older = "instance/compute?api-version=2017-03-01"
    #expect(service.content(at: older) == get(service, older).body)
    #expect(service.content(at: "instance/compute/nothing") == nil)
    #expect(service.content(at: "instance?api-version=1") == nil)
  }
}
