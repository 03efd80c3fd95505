import Foundation
import LatchkeyMetadata
import Testing

@Suite struct OpenStackTests {
  private struct Metadata: Decodable {
    struct Key: Decodable, Equatable {
      var name: String
      var type: String
      var data: String
    }
    var uuid: String
    var meta: [String: String]?
    var publicKeys: [String: String]?
    var keys: [Key]?
    var hostname: String
    var name: String
    var launchIndex: Int
    var availabilityZone: String
    var randomSeed: String?
    var projectId: String?
    var devices: [String]?
    var dedicatedCpus: [Int]?
  }

  private static func instance(
    keys: [InjectedKey] = [], userData: String? = nil, options: MetadataOptions = .init()
  ) throws -> Instance {
    try Instance.launch(
      LaunchTemplate(
        cloud: .openstack, name: "My Web", keys: keys, tags: ["env": "test \"x\""],
        userData: userData.map { Array($0.utf8) }, metadataOptions: options), at: Sample.time)
  }

  private static func keys() throws -> [InjectedKey] {
    [
      try InjectedKey(SampleKey.rsa2048.key, named: "zoe"),
      try InjectedKey(SampleKey.ecdsa.key, named: "odd = name"),
    ]
  }

  private static func get(
    _ target: String, of instance: Instance, method: String = "GET"
  ) -> MetadataResponse {
    Cloud.openstack.service(of: instance, tokens: TokenAuthority(), at: Sample.time)
      .respond(to: MetadataRequest(method, target))
  }

  private static func text(_ target: String, of instance: Instance) -> String {
    String(decoding: get(target, of: instance).body, as: UTF8.self)
  }

  private static func metadata(_ bytes: [UInt8]) throws -> Metadata {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Metadata.self, from: Data(bytes))
  }

  @Test func `meta_data.json says who the instance is, and which keys it has`() throws {
    let instance = try Self.instance(keys: Self.keys())
    let response = Self.get("/openstack/latest/meta_data.json", of: instance)
    #expect(response.status == 200)
    #expect(response.header("content-type") == "application/json")
    let found = try Self.metadata(response.body)
    #expect(found.uuid == instance.id.uuid)
    #expect(found.meta == ["env": "test \"x\""])
    #expect(found.publicKeys?["zoe"] == SampleKey.rsa2048.rawValue + " zoe\n")
    #expect(
      found.keys == [
        Metadata.Key(name: "zoe", type: "ssh", data: SampleKey.rsa2048.rawValue + " zoe\n"),
        Metadata.Key(
          name: "odd = name", type: "ssh", data: SampleKey.ecdsa.rawValue + " odd = name\n"),
      ])
    #expect(found.hostname == "my-web.novalocal")
    #expect(found.name == "My Web")
    #expect(found.launchIndex == 0)
    #expect(found.availabilityZone == "nova")
    #expect(found.projectId == "00000000000000000000123456789012")
    #expect(found.randomSeed.flatMap { Data(base64Encoded: $0) }?.count == 512)
    #expect(found.devices == [])
    #expect(found.dedicatedCpus == [])
  }

  @Test func `an instance without a key says nothing of keys`() throws {
    let body = Self.text("/openstack/latest/meta_data.json", of: try Self.instance())
    #expect(!body.contains("keys"))
  }

  @Test(arguments: [
    ("2012-08-10", false, false, false, false), ("2013-04-04", true, false, false, false),
    ("2013-10-17", true, false, false, false), ("2015-10-15", true, true, false, false),
    ("2016-06-30", true, true, true, false), ("2016-10-06", true, true, true, false),
    ("2017-02-22", true, true, true, false), ("2018-08-27", true, true, true, false),
    ("2020-10-14", true, true, true, true), ("latest", true, true, true, true),
  ])
  func `a version says what it said when it was new`(
    version: String, seed: Bool, project: Bool, devices: Bool, cpus: Bool
  ) throws {
    let found = try Self.metadata(
      Self.get("/openstack/\(version)/meta_data.json", of: Self.instance()).body)
    #expect((found.randomSeed != nil) == seed)
    #expect((found.projectId != nil) == project)
    #expect((found.devices != nil) == devices)
    #expect((found.dedicatedCpus != nil) == cpus)
  }

  @Test(arguments: [
    ("2012-08-10", "meta_data.json\nuser_data"),
    ("2013-04-04", "meta_data.json\nuser_data\npassword"),
    ("2013-10-17", "meta_data.json\nuser_data\npassword\nvendor_data.json"),
    ("2015-10-15", "meta_data.json\nuser_data\npassword\nvendor_data.json\nnetwork_data.json"),
    (
      "2018-08-27",
      "meta_data.json\nuser_data\npassword\nvendor_data.json\nnetwork_data.json\nvendor_data2.json"
    ),
  ])
  func `a version lists its documents, and all that is listed is there`(
    version: String, listing: String
  ) throws {
    let instance = try Self.instance(userData: "#!/bin/sh\n")
    #expect(Self.text("/openstack/\(version)/", of: instance) == listing)
    for name in listing.split(separator: "\n") {
      #expect(Self.get("/openstack/\(version)/\(name)", of: instance).status == 200, "\(name)")
    }
    #expect(Self.text("/openstack/\(version)/user_data", of: instance) == "#!/bin/sh\n")
  }

  @Test func `the versions are listed`() throws {
    #expect(
      Self.text("/openstack", of: try Self.instance()) == """
        2012-08-10
        2013-04-04
        2013-10-17
        2015-10-15
        2016-06-30
        2016-10-06
        2017-02-22
        2018-08-27
        2020-10-14
        2025-04-04
        latest
        """)
  }

  @Test func `the seed is another one each time, and on a drive always the same`() throws {
    let instance = try Self.instance()
    let path = "/openstack/latest/meta_data.json"
    #expect(Self.text(path, of: instance) != Self.text(path, of: instance))
    #expect(Cloud.openstack.files(of: instance) == Cloud.openstack.files(of: instance))
  }

  @Test(arguments: [
    ("GET", "/openstack/2099-01-01/meta_data.json", 404), ("GET", "/openstack/latest/x", 404),
    ("GET", "/openstack/latest/user_data", 404), ("GET", "/openstack/latest/meta_data.json/x", 404),
    ("GET", "/openstack/2012-08-10/password", 404),
    ("GET", "/openstack/2012-08-10/vendor_data.json", 404),
    ("GET", "/openstack/latest/password", 200), ("POST", "/openstack/latest/password", 400),
    ("HEAD", "/openstack/latest/meta_data.json", 200), ("GET", "/openstack/%", 400),
    ("GET", "/openstack/latest/version", 200), ("PUT", "/latest/api/token", 404),
    ("GET", "/2021-03-23/meta-data/", 404),
    ("GET", "/latest/meta-data/ami-id/x", 404), ("GET", "/latest/user-data", 404),
    ("GET", "/latest/meta-data/public-keys/", 404), ("POST", "/latest/meta-data/ami-id", 200),
  ])
  func `Nova's statuses`(method: String, target: String, status: Int) throws {
    let response = Self.get(target, of: try Self.instance(), method: method)
    #expect(response.status == status)
    #expect(response.sendsBody == (method != "HEAD"))
    #expect(response.header("content-length") == "\(response.body.count)")
    if status == 404 {
      #expect(response.header("content-type") == "text/html; charset=UTF-8")
      // As WebOb has it, to the byte.
      #expect(response.body.count == 154)
    }
  }

  @Test func `an instance whose endpoint is off is unknown`() throws {
    let instance = try Self.instance(options: MetadataOptions(endpoint: .disabled))
    #expect(Self.get("/openstack", of: instance).status == 404)
    #expect(Self.get("/openstack/latest/password", of: instance).status == 404)
  }

  @Test(arguments: ["/latest", "/2009-04-04", "/ec2/latest", "//latest//"])
  func `clients of EC2's metadata find what Nova has of it`(version: String) throws {
    let instance = try Self.instance(keys: Self.keys(), userData: "x")
    #expect(Self.text(version, of: instance) == "meta-data/\nuser-data")
    #expect(
      Self.text("\(version)/meta-data/", of: instance) == """
        ami-id
        ami-launch-index
        ami-manifest-path
        block-device-mapping/
        hostname
        instance-action
        instance-id
        instance-type
        local-hostname
        local-ipv4
        placement/
        public-hostname
        public-ipv4
        public-keys/
        reservation-id
        security-groups
        """)
    #expect(Self.text("\(version)/meta-data/public-keys/", of: instance) == "0=zoe\n1=odd = name")
    #expect(Self.text("\(version)/meta-data/public-keys/0/", of: instance) == "openssh-key")
    #expect(
      Self.text("\(version)/meta-data/public-keys/0/openssh-key", of: instance)
        == SampleKey.rsa2048.rawValue + " zoe\n")
    #expect(
      Self.text("\(version)/meta-data/instance-id", of: instance) == instance.id.description)
    #expect(Self.text("\(version)/meta-data/placement/availability-zone", of: instance) == "nova")
    #expect(Self.text("\(version)/user-data", of: instance) == "x")
  }

  @Test(arguments: [
    "openstack/latest/user_data", "user_data", "latest/user-data", "user-data", "/1.0/user-data",
  ])
  func `what is served can be asked for without a service, and without a version`(
    path: String
  ) throws {
    let instance = try Self.instance(userData: "x")
    #expect(try instance.metadata(at: path) == Array("x".utf8))
    #expect(throws: MetadataError(.noSuchPath, "")) { try instance.metadata(at: path + "/y") }
  }

  @Test func `an early version of EC2's metadata has less`() throws {
    let instance = try Self.instance()
    let listing = Self.text("/1.0/meta-data/", of: instance)
    #expect(
      listing == """
        ami-id
        ami-launch-index
        ami-manifest-path
        hostname
        instance-id
        local-ipv4
        reservation-id
        security-groups
        """)
    #expect(Self.text("/", of: instance).hasPrefix("1.0\n2007-01-19\n"))
    #expect(Self.text("/", of: instance).hasSuffix("\n2009-04-04\nlatest"))
  }

  @Test func `a drive has every version, and EC2's metadata as one document`() throws {
    let instance = try Self.instance(keys: Self.keys(), userData: "x")
    let files = Cloud.openstack.files(of: instance)
    let byPath = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.content) })
    #expect(byPath["openstack/2018-08-27/user_data"] == Array("x".utf8))
    #expect(byPath["openstack/2012-08-10/vendor_data.json"] == nil)
    #expect(byPath["openstack/latest/password"] == nil)
    #expect(byPath["ec2/latest/user-data"] == Array("x".utf8))
    let metadata = try Self.metadata(try #require(byPath["openstack/latest/meta_data.json"]))
    #expect(metadata.keys?.map(\.name) == ["zoe", "odd = name"])
    let ec2 = try #require(
      try JSONSerialization.jsonObject(with: Data(byPath["ec2/latest/meta-data.json"] ?? []))
        as? [String: Any])
    #expect(ec2["instance-id"] as? String == instance.id.description)
    #expect(ec2["security-groups"] as? [String] == ["default"])
    let keys = try #require(ec2["public-keys"] as? [String: [String: String]])
    #expect(keys["1"]?["openssh-key"] == SampleKey.ecdsa.rawValue + " odd = name\n")
    #expect(files.count == 2 * 2 + 2 + 2 + 3 + 4 * 2 + 5 * 6)
  }
}
