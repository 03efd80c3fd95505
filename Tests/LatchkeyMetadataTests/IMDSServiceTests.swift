import Foundation
import LatchkeyMetadata
import Testing

/// Every rule of the EC2 service, on the pure function.
@Suite struct IMDSServiceTests {
  private static let ttl = "X-aws-ec2-metadata-token-ttl-seconds"
  private static let tokenHeader = "X-aws-ec2-metadata-token"

  private func service(_ options: MetadataOptions = .init()) throws -> IMDSService {
    let instance = try Sample.instance(keys: [(.ed25519, "alice")], options: options)
    return IMDSService(of: instance, tokens: TokenAuthority(), at: Sample.time)
  }

  private func ask(
    _ service: IMDSService, _ method: String, _ target: String, _ headers: [HeaderField] = [],
    after seconds: Double = 0
  ) -> MetadataResponse {
    var random = SystemRandomNumberGenerator()
    return service.respond(
      to: MetadataRequest(method, target, headers: headers),
      at: Sample.time.addingTimeInterval(seconds), using: &random)
  }

  private func token(_ service: IMDSService, ttl: Int = 21_600) -> String {
    let response = ask(
      service, "PUT", "/latest/api/token", [HeaderField(Self.ttl, "\(ttl)")])
    return String(decoding: response.body, as: UTF8.self)
  }

  // MARK: tokens

  @Test(arguments: ["1", "60", "21600", "007"])
  func `a token is issued for a lifetime of 1 to 21600 seconds, which is echoed`(ttl: String) throws
  {
    let response = ask(
      try service(), "PUT", "/latest/api/token", [HeaderField(Self.ttl, ttl)])
    #expect(response.status == 200)
    #expect(response.body.count == 56)
    #expect(response.header("Content-Type") == "text/plain")
    #expect(response.header("X-Aws-Ec2-Metadata-Token-Ttl-Seconds") == "\(Int(ttl) ?? 0)")
  }

  @Test(arguments: [
    [], ["0"], ["21601"], ["-1"], ["+60"], ["60s"], ["6e1"], [""], ["60", "60"],
    ["99999999999999999999"], ["٦٠"],
  ])
  func `another lifetime, or none, is a bad request`(ttls: [String]) throws {
    let response = ask(
      try service(), "PUT", "/latest/api/token", ttls.map { HeaderField(Self.ttl, $0) })
    #expect(response.status == 400)
    #expect(String(decoding: response.body, as: UTF8.self).contains("400 - Bad Request"))
  }

  @Test(arguments: ["X-Forwarded-For", "x-forwarded-for"])
  func `what came through a proxy gets no token`(header: String) throws {
    let response = ask(
      try service(), "PUT", "/latest/api/token",
      [HeaderField(Self.ttl, "60"), HeaderField(header, "203.0.113.1")])
    #expect(response.status == 403)
    #expect(response.body.isEmpty)
  }

  @Test(arguments: ["GET", "HEAD", "POST", "DELETE", "PATCH"])
  func `the token path takes PUT and OPTIONS alone`(method: String) throws {
    let response = ask(try service(), method, "/latest/api/token")
    #expect(response.status == 405)
    #expect(response.header("Allow") == "OPTIONS, PUT")
    #expect(response.header("Content-Length") == "0")
  }

  @Test func `the token path says what it takes`() throws {
    let response = ask(try service(), "OPTIONS", "/latest/api/token")
    #expect(response.status == 200)
    #expect(response.header("Allow") == "OPTIONS, PUT")
  }

  @Test(arguments: ["/2021-03-23/api/token", "/1.0/api/token", "/latest/meta-data/", "/"])
  func `a PUT anywhere else is forbidden`(target: String) throws {
    let response = ask(try service(), "PUT", target, [HeaderField(Self.ttl, "60")])
    #expect(response.status == 403)
  }

  @Test func `a token opens, and what is left of it is told`() throws {
    let service = try service(MetadataOptions(tokens: .required))
    let headers = [HeaderField("x-AWS-ec2-metadata-token", token(service, ttl: 60))]
    let response = ask(service, "GET", "/latest/meta-data/ami-id", headers, after: 10)
    #expect(response.status == 200)
    #expect(response.header("x-aws-ec2-metadata-token-ttl-seconds") == "50")
    #expect(ask(service, "GET", "/latest/meta-data/ami-id", headers, after: 60).status == 401)
  }

  @Test(arguments: [MetadataOptions.Tokens.optional, .required])
  func `a bad token is refused, also where none is needed`(tokens: MetadataOptions.Tokens) throws {
    let service = try service(MetadataOptions(tokens: tokens))
    for bad in ["", "nonsense", token(try self.service())] {
      let response = ask(
        service, "GET", "/latest/meta-data/", [HeaderField(Self.tokenHeader, bad)])
      #expect(response.status == 401, "\(bad)")
      #expect(String(decoding: response.body, as: UTF8.self).contains("401 - Unauthorized"))
    }
  }

  @Test func `two tokens in one request are a bad request`() throws {
    let service = try service()
    let header = HeaderField(Self.tokenHeader, token(service))
    #expect(ask(service, "GET", "/latest/meta-data/", [header, header]).status == 400)
  }

  @Test(arguments: ["/", "/latest", "/latest/meta-data/ami-id", "/latest/no-such-thing", "/x"])
  func `without a token nothing is told where tokens are required`(target: String) throws {
    #expect(ask(try service(MetadataOptions(tokens: .required)), "GET", target).status == 401)
  }

  @Test func `without a token everything is told where tokens are optional`() throws {
    let response = ask(try service(), "GET", "/latest/meta-data/ami-id")
    #expect(response.status == 200)
    #expect(response.header("X-Aws-Ec2-Metadata-Token-Ttl-Seconds") == nil)
  }

  @Test(arguments: [1, 2, 64])
  func `a token's answer travels as far as the hop limit, and no other answer is held back`(
    hops: Int
  ) throws {
    let service = try service(MetadataOptions(hopLimit: hops))
    let put = ask(service, "PUT", "/latest/api/token", [HeaderField(Self.ttl, "60")])
    #expect(put.timeToLive == hops)
    #expect(ask(service, "GET", "/latest/meta-data/").timeToLive == nil)
    #expect(ask(service, "PUT", "/latest/api/token").timeToLive == nil)
  }

  @Test(arguments: ["GET", "HEAD", "PUT", "OPTIONS", "POST"])
  func `a service that is off answers 403 to everything`(method: String) throws {
    let service = try service(MetadataOptions(endpoint: .disabled))
    for target in ["/", "/latest/api/token", "/latest/meta-data/", "malformed"] {
      #expect(ask(service, method, target, [HeaderField(Self.ttl, "60")]).status == 403)
    }
  }

  // MARK: paths and answers

  @Test func `a value is answered with EC2's headers and without a newline`() throws {
    let response = ask(try service(), "GET", "/latest/meta-data/instance-type")
    #expect(response.body == Array("t3.micro".utf8))
    #expect(
      response.headers == [
        HeaderField("Content-Type", "text/plain"), HeaderField("Accept-Ranges", "none"),
        HeaderField("Last-Modified", "Mon, 23 Nov 2026 09:20:07 GMT"),
        HeaderField("Content-Length", "8"), HeaderField("Date", "Mon, 23 Nov 2026 09:20:07 GMT"),
        HeaderField("Server", "EC2ws"),
      ])
  }

  @Test func `HEAD has the headers of GET, and no body is sent`() throws {
    let service = try service()
    let get = ask(service, "GET", "/latest/meta-data/public-keys/0/openssh-key")
    let head = ask(service, "HEAD", "/latest/meta-data/public-keys/0/openssh-key")
    #expect(head.status == 200)
    #expect(head.headers == get.headers)
    #expect(!head.sendsBody)
    #expect(get.sendsBody)
    #expect(ask(service, "HEAD", "/latest/nothing").header("Content-Length") != "0")
  }

  @Test(arguments: ["POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
  func `nothing but GET and HEAD reads`(method: String) throws {
    let response = ask(try service(), method, "/latest/meta-data/ami-id")
    #expect(response.status == 405)
    #expect(response.header("Allow") == "GET, HEAD")
    #expect(response.header("Content-Length") == "0")
  }

  @Test(arguments: [
    "/latest/meta-data/placement", "/latest/meta-data/placement/",
    "/2016-09-02/meta-data/placement/",
    "//latest//meta-data//placement//",
  ])
  func `a folder answers with a slash and without`(target: String) throws {
    let response = ask(try service(), "GET", target)
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == "availability-zone\navailability-zone-id\nregion")
  }

  @Test func `a leaf answers with a slash too`() throws {
    let response = ask(try service(), "GET", "/latest/meta-data/placement/availability-zone/")
    #expect(response.body == Array("us-east-1a".utf8))
  }

  @Test func `the top lists the versions`() throws {
    let versions = String(
      decoding: ask(try service(), "GET", "/").body, as: UTF8.self
    ).split(separator: "\n")
    #expect(versions.first == "1.0")
    #expect(versions.last == "latest")
    #expect(versions.contains("2009-04-04"))
    for version in versions {
      #expect(ask(try service(), "GET", "/\(version)/meta-data/ami-id").status == 200, "\(version)")
    }
  }

  @Test(arguments: [
    "/latest/meta-data/nothing", "/latest/meta-data/ami-id/more", "/latest/user-data",
    "/latest/meta-data/iam/", "/latest/api", "/latest/meta-data/../meta-data/ami-id", "/nothing",
  ])
  func `what is not there is a page that says so`(target: String) throws {
    let response = ask(try service(), "GET", target)
    #expect(response.status == 404)
    #expect(response.header("Content-Type") == "text/html")
    let page = String(decoding: response.body, as: UTF8.self)
    #expect(page.hasPrefix("<?xml"))
    #expect(page.contains("404 - Not Found"))
    #expect(response.header("Content-Length") == "345")
    #expect(response.body.count == 345)
  }

  @Test(arguments: ["/latest/%", "latest/meta-data", "*"])
  func `a malformed path is a bad request`(target: String) throws {
    #expect(ask(try service(), "GET", target).status == 400)
  }

  @Test func `user data comes back byte for byte`() throws {
    let bytes: [UInt8] = [0x1f, 0x8b, 0x00, 0xff, 0x0a]
    let instance = try Sample.instance(userData: bytes)
    let service = IMDSService(of: instance, tokens: TokenAuthority(), at: Sample.time)
    let response = ask(service, "GET", "/latest/user-data")
    #expect(response.body == bytes)
    #expect(response.header("Content-Type") == "application/octet-stream")
  }

  @Test func `the same request at the same moment has the same answer`() throws {
    let service = try service()
    let first = ask(service, "GET", "/latest/meta-data/")
    #expect(ask(service, "GET", "/latest/meta-data/") == first)
  }
}
