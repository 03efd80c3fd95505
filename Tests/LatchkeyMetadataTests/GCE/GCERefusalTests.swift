import LatchkeyMetadata
import Testing

/// What GCE's metadata server refuses.
@Suite struct GCERefusalTests {
  private let flavor = GCEServiceTests.flavor
  private let name = "/computeMetadata/v1/instance/name"

  @Test(arguments: [
    [], [HeaderField("Metadata-Flavor", "google")], [HeaderField("Metadata-Flavor", "")],
    [HeaderField("Metadata-Flavor", "Amazon")],
    [GCEServiceTests.flavor, HeaderField("metadata-flavor", "Other")],
    [GCEServiceTests.flavor, HeaderField("X-Forwarded-For", "10.0.0.1")],
    [GCEServiceTests.flavor, HeaderField("x-forwarded-for", "")],
  ])
  func `a request that may not be meant for it is refused, whatever its path and method`(
    headers: [HeaderField]
  ) throws {
    for target in [name, "/computeMetadata/v1", "/computeMetadata/v1/no/such/path"] {
      for method in ["GET", "HEAD", "PUT"] {
        let response = Sample.ask(
          try GCEServiceTests.service(), target, headers, method: method)
        #expect(response.status == 403)
        #expect(response.header("Metadata-Flavor") == "Google")
        #expect(response.header("Content-Type") == "text/html; charset=UTF-8")
        #expect(!response.text.contains("web"))
      }
    }
  }

  @Test func `it says which header is missing`() throws {
    let response = Sample.ask(try GCEServiceTests.service(), name)
    #expect(response.text.contains("Missing Metadata-Flavor:Google header"))
    #expect(response.text.contains("<title>Error 403 (Forbidden)!!1</title>"))
  }

  @Test func `the older header means it too`() throws {
    let older = HeaderField("X-Google-Metadata-Request", "True")
    #expect(Sample.ask(try GCEServiceTests.service(), name, [older]).status == 200)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "BREW"])
  func `only GET and HEAD read`(method: String) throws {
    let response = Sample.ask(
      try GCEServiceTests.service(), name, [flavor], method: method)
    #expect(response.status == 405)
    #expect(response.header("Allow") == "GET, HEAD")
  }

  @Test(arguments: ["PUT", "GET", "DELETE"])
  func `guest attributes are disabled, as on a new instance`(method: String) throws {
    for target in ["/", "/hostkeys/ssh-rsa"] {
      let response = Sample.ask(
        try GCEServiceTests.service(),
        "/computeMetadata/v1/instance/guest-attributes" + target, [flavor], method: method)
      #expect(response.status == 403)
      #expect(response.text.contains("guest attributes of this instance are disabled"))
    }
  }

  @Test(arguments: [
    "/nothing", "/0.1/", "/computeMetadata/v2/", "/computeMetadata/v1/Instance/",
    "/computeMetadata/v1/instance/disks/1/", "/computeMetadata/v1/instance/disks/-1/",
    "/computeMetadata/v1/instance/disks/x/", "/computeMetadata/v1/instance/name/",
    "/computeMetadata/v1/instance/name/more", "/computeMetadata/v1/instance/..",
    "/computeMetadata/v1/instance/service-accounts/default/token",
    "/computeMetadata/v1/instance/attributes/Name", "/latest/meta-data/",
  ])
  func `what is not there is not found`(target: String) throws {
    #expect(Sample.ask(try GCEServiceTests.service(), target, [flavor]).status == 404)
  }

  @Test(arguments: [
    "/computeMetadata/v1/%", "/computeMetadata/v1/instance/%zz", "/%00", "instance", "*",
    "/computeMetadata/v1/instance%2Fname", "/computeMetadata/v1/instance/name?alt=xml",
    "/computeMetadata/v1/instance/name?alt=", "/computeMetadata/v1/instance/name?timeout_sec=x",
    "/computeMetadata/v1/instance/name?timeout_sec=-1", "/computeMetadata/v1/instance/name?%zz",
    "/computeMetadata/v1/instance/?alt=json", "/computeMetadata/v1/instance/?wait_for_change=true",
  ])
  func `a malformed path or query is a bad request`(target: String) throws {
    let response = Sample.ask(try GCEServiceTests.service(), target, [flavor])
    #expect(response.status == 400)
    #expect(response.text.contains("Error 400 (Bad Request)!!1"))
  }

  @Test func `escapes in a path are read`() throws {
    let service = try GCEServiceTests.service()
    #expect(Sample.ask(service, "/compute%4Detadata/v1/instance/n%61me", [flavor]).text == "web")
  }

  @Test func `an endpoint that is switched off answers nothing`() throws {
    let instance = try Sample.instance(
      on: .gce, options: MetadataOptions(endpoint: .disabled))
    let service = GCEService(of: instance, at: Sample.time)
    for target in ["/", name] {
      #expect(Sample.ask(service, target, [flavor]).status == 403)
    }
  }
}
