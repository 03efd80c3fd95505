import LatchkeyMetadata
import Testing

@Suite struct NoCloudTests {
  private static func instance(_ template: LaunchTemplate) throws -> Instance {
    try Instance.launch(template, at: Sample.time)
  }

  private static func service(_ instance: Instance) -> any MetadataService {
    Cloud.nocloud.service(of: instance, tokens: TokenAuthority(), at: Sample.time)
  }

  private static func text(_ name: String, of instance: Instance) -> String? {
    Cloud.nocloud.files(of: instance).first { $0.path == name }.map {
      String(decoding: $0.content, as: UTF8.self)
    }
  }

  @Test func `a seed has its three files, the keys as a list in their order`() throws {
    let keys = [
      try InjectedKey(SampleKey.rsa2048.key, named: "zoe \"quoted\" \\"),
      try InjectedKey(SampleKey.ed25519.key, named: "alice: #1"),
    ]
    let instance = try Self.instance(
      LaunchTemplate(
        cloud: .nocloud, name: "web", keys: keys, userData: Array("#!/bin/sh\n".utf8)))
    #expect(
      Cloud.nocloud.files(of: instance).map(\.path) == ["meta-data", "user-data", "vendor-data"])
    #expect(
      Self.text("meta-data", of: instance) == """
        instance-id: "\(instance.id)"
        local-hostname: "web"
        public-keys:
          - "\(SampleKey.rsa2048.rawValue) zoe \\"quoted\\" \\\\"
          - "\(SampleKey.ed25519.rawValue) alice: #1"

        """)
    #expect(Self.text("user-data", of: instance) == "#!/bin/sh\n")
    #expect(Self.text("vendor-data", of: instance) == "")
  }

  @Test(arguments: [
    ("web", "web"), ("My Web.example.com", "my-web.example.com"), ("…", nil), (nil, nil),
  ])
  func `the host name is one that can be`(name: String?, host: String?) throws {
    let instance = try Self.instance(LaunchTemplate(cloud: .nocloud, name: name))
    let address = instance.network.privateAddress
    let expected = host ?? "ip-" + address.split(separator: ".").joined(separator: "-")
    let metadata = try #require(Self.text("meta-data", of: instance))
    #expect(metadata.hasSuffix("\nlocal-hostname: \"\(expected)\"\n"))
  }

  @Test(arguments: [
    ("GET", "/meta-data", 200), ("HEAD", "/user-data", 200), ("GET", "/vendor-data", 200),
    ("GET", "/network-config", 200), ("GET", "//meta-data?x=y", 200), ("GET", "/", 200),
    ("GET", "/meta-data/instance-id", 404), ("GET", "/latest/meta-data/", 404),
    ("PUT", "/latest/api/token", 405), ("POST", "/user-data", 405), ("GET", "/%zz", 400),
    ("GET", "meta-data", 400),
  ])
  func `the service answers as a web server with four files`(
    method: String, target: String, status: Int
  ) throws {
    let instance = try Self.instance(
      LaunchTemplate(cloud: .nocloud, name: "web", userData: Array("data".utf8)))
    let response = Self.service(instance).respond(to: MetadataRequest(method, target))
    #expect(response.status == status)
    #expect(response.sendsBody == (method != "HEAD"))
    #expect(response.header("content-length") == "\(response.body.count)")
    #expect(response.header("allow") == (status == 405 ? "GET, HEAD" : nil))
    if target == "/user-data", status == 200 {
      #expect(response.body == Array("data".utf8))
      #expect(response.header("content-type") == "application/octet-stream")
    }
  }

  @Test func `the served network-config is empty, which configures nothing`() throws {
    let instance = try Self.instance(LaunchTemplate(cloud: .nocloud))
    let response = Self.service(instance).respond(to: MetadataRequest("GET", "/network-config"))
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
  }

  @Test func `an endpoint that is off is forbidden`() throws {
    let instance = try Self.instance(
      LaunchTemplate(cloud: .nocloud, metadataOptions: MetadataOptions(endpoint: .disabled)))
    #expect(
      Self.service(instance).respond(to: MetadataRequest("GET", "/meta-data")).status == 403)
  }

  @Test func `what is served can be asked for without a service`() throws {
    let instance = try Self.instance(LaunchTemplate(cloud: .nocloud, name: "web"))
    let served = Self.service(instance).respond(to: MetadataRequest("GET", "/meta-data")).body
    #expect(try instance.metadata(at: "meta-data") == served)
    #expect(throws: MetadataError(.noSuchPath, "")) {
      try instance.metadata(at: "latest/meta-data")
    }
  }
}
