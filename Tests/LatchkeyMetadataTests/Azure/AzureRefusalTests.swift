import Foundation
import LatchkeyMetadata
import Testing

/// What Azure's metadata service refuses.
@Suite struct AzureRefusalTests {
  private let header = AzureServiceTests.header
  private let document = "/metadata/instance?api-version=2021-08-01"

  private func error(_ response: MetadataResponse) throws -> String {
    #expect(response.header("Content-Type") == "application/json; charset=utf-8")
    let found = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    return try #require(found?["error"] as? String)
  }

  @Test(arguments: [
    [], [HeaderField("Metadata", "false")], [HeaderField("Metadata", "")],
    [AzureServiceTests.header, HeaderField("metadata", "true")],
    [AzureServiceTests.header, HeaderField("X-Forwarded-For", "10.0.0.1")],
  ])
  func `a request that may not be meant for it is a bad one`(headers: [HeaderField]) throws {
    for target in [document, "/metadata/versions", "/metadata/nothing"] {
      let response = Sample.ask(try AzureServiceTests.service(), target, headers)
      #expect(response.status == 400)
      #expect(try error(response).hasPrefix("Bad request."))
      #expect(!response.text.contains("ssh-"))
    }
  }

  @Test func `it says which header is missing`() throws {
    let response = Sample.ask(try AzureServiceTests.service(), document)
    #expect(try error(response) == "Bad request. Required metadata header not specified")
  }

  @Test(arguments: ["", "?api-version=", "?api-version=2021-08-02", "?api-version=latest"])
  func `another version, or none, is told the newest`(query: String) throws {
    for path in ["instance", "instance/compute", "scheduledevents", "identity/oauth2/token"] {
      let response = Sample.ask(
        try AzureServiceTests.service(), "/metadata/\(path)\(query)", [header])
      #expect(response.status == 400)
      #expect(try error(response).contains("api-version is invalid or was not specified"))
      #expect(
        response.text.contains(#""newest-versions":["2025-04-07","2024-07-17","2024-03-15"]"#))
    }
  }

  @Test(arguments: ["POST", "PUT", "HEAD", "DELETE", "OPTIONS"])
  func `only GET is supported`(method: String) throws {
    let response = Sample.ask(
      try AzureServiceTests.service(), document, [header], method: method)
    #expect(response.status == 405)
    #expect(response.header("Allow") == "GET")
    #expect(response.sendsBody == (method != "HEAD"))
  }

  @Test(arguments: [
    "/metadata", "/metadata/", "/metadata/nothing", "/metadata/versions/more", "/latest/meta-data/",
    "/metadata/instance/nothing?api-version=2021-08-01",
    "/metadata/instance/compute/publicKeys/2?api-version=2021-08-01",
    "/metadata/instance/compute/vmId/more?api-version=2021-08-01&format=text",
    "/metadata/identity/nothing?api-version=2018-02-01", "/nothing", "/?comp=nothing",
  ])
  func `what is not there is not found`(target: String) throws {
    #expect(Sample.ask(try AzureServiceTests.service(), target, [header]).status == 404)
  }

  @Test(arguments: [
    "/metadata/instance?api-version=2021-08-01&format=xml",
    "/metadata/instance?api-version=2021-08-01&api-version=2021-08-01",
    "/metadata/instance?api-version=2021-08-01&API-Version=2019-06-01",
    "/metadata/instance?api-version=%zz", "/metadata/%", "/metadata/%00", "metadata",
    "/metadata/instance%2Fcompute?api-version=2021-08-01",
  ])
  func `a malformed path or query is a bad request`(target: String) throws {
    #expect(Sample.ask(try AzureServiceTests.service(), target, [header]).status == 400)
  }

  @Test func `no identity gives no token, and neither does another one's name`() throws {
    let path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://x.test"
    let none = Sample.ask(try AzureServiceTests.service(), path, [header])
    #expect(none.status == 400)
    #expect(none.text.contains(#""error_description":"Identity not found""#))
    let service = try AzureServiceTests.service(role: "app")
    for name in ["client_id", "object_id", "msi_res_id"] {
      #expect(Sample.ask(service, path + "&\(name)=other", [header]).status == 400)
    }
    let noResource = "/metadata/identity/oauth2/token?api-version=2018-02-01"
    #expect(try error(Sample.ask(service, noResource, [header])) == "invalid_request")
  }

  @Test func `an endpoint that is switched off answers nothing`() throws {
    let instance = try Sample.instance(
      on: .azure, options: MetadataOptions(endpoint: .disabled))
    let service = AzureService(of: instance)
    #expect(Sample.ask(service, document, [header]).status == 403)
    #expect(Sample.ask(service, "/?comp=versions").status == 403)
  }
}
