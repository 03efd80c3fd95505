import Foundation
import LatchkeyMetadata
import Testing

/// Requests that nobody means well with, on every cloud.
@Suite struct HostileRequestTests {
  /// Always the same sequence (SplitMix64), so that a failure can be looked at again.
  private struct Sequence: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      return mixed ^ mixed >> 31
    }
  }

  private static let pieces = [
    "/", "//", "?", "&", "=", "#", "%", "%2", "%2f", "%00", "%ff", "+", ".", "..", "http://", "*",
    "latest", "meta-data", "computeMetadata", "v1", "instance", "attributes", "ssh-keys", "disks",
    "0", "-1", "99999999999999999999", "service-accounts", "default", "token", "identity",
    "recursive=true", "alt=json", "alt=text", "wait_for_change=true", "audience=x", "metadata",
    "compute", "publicKeys", "api-version=2021-08-01", "format=text", "oauth2", "resource=x",
    "versions", "machine", "comp=goalstate", "openstack", "é", "\u{0}", "\r\n", "\u{202e}",
  ]

  private static let headers = [
    HeaderField("Metadata-Flavor", "Google"), HeaderField("Metadata", "true"),
    HeaderField("X-Forwarded-For", "10.0.0.1"), HeaderField("x-ms-version", "2012-11-30"),
    HeaderField("Host", "\u{0}"), HeaderField("X-aws-ec2-metadata-token", "x"),
  ]

  @Test(arguments: Cloud.allCases)
  func `whatever is asked is answered, and the answer holds together`(cloud: Cloud) throws {
    var random = Sequence(state: 1)
    let instance = try Sample.instance(on: cloud, keys: [(.ed25519, "alice")], role: "app")
    let service = cloud.service(of: instance, tokens: TokenAuthority(), at: Sample.time)
    for _ in 0..<5_000 {
      let count = Int.random(in: 1...10, using: &random)
      let middle = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
      let slash = Bool.random(using: &random) ? "/" : ""
      let target = slash + middle.joined(separator: Bool.random(using: &random) ? "/" : "")
      let fields = Self.headers.filter { _ in Bool.random(using: &random) }
      let method = ["GET", "HEAD", "PUT", "POST"].randomElement(using: &random) ?? "GET"
      let request = MetadataRequest(method, target, headers: fields)
      let response = service.respond(to: request, at: Sample.time, using: &random)
      #expect([200, 301, 400, 401, 403, 404, 405].contains(response.status), "\(request)")
      #expect(response.header("Content-Length") == "\(response.body.count)", "\(request)")
      for field in response.headers where field.name != "Location" {
        #expect(field.value.utf8.allSatisfy { $0 >= 0x20 }, "\(request)")
      }
      if response.status >= 300 { #expect(!response.text.contains("AAAAC3NzaC1"), "\(request)") }
      if fields.contains(Self.headers[2]), cloud == .gce || cloud == .azure {
        #expect(!response.text.contains("AAAAC3NzaC1"), "\(request)")
      }
      _ = service.hold(on: request, at: Sample.time)
      _ = service.content(at: target)
    }
  }
}
