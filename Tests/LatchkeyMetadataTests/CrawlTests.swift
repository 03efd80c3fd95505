import Foundation
import LatchkeyMetadata
import Testing

/// Every listed path answers, on whatever instance: one that does not costs cloud-init everything.
@Suite struct CrawlTests {
  /// Follows the service's listings as cloud-init does: folders by their slash, keys by their number.
  private struct Crawler {
    let service: IMDSService
    let version: String
    var values: [String: [UInt8]] = [:]

    func get(_ path: String) throws -> [UInt8] {
      let answer = service.respond(
        to: MetadataRequest("GET", "/\(version)/\(Self.encoded(path))"))
      try #require(answer.status == 200, "\(path): \(answer.status)")
      return answer.body
    }

    mutating func crawl(_ folder: String) throws {
      let listing = try get(folder + "/")
      #expect(try get(folder) == listing, "\(folder)")
      for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") {
        if line.hasSuffix("/") {
          try crawl("\(folder)/\(line.dropLast())")
        } else if folder.hasSuffix("/public-keys") {
          let number = line.prefix { $0 != "=" }
          try crawl("\(folder)/\(number)")
        } else {
          let path = "\(folder)/\(line)"
          values[path] = try get(path)
          #expect(try get(path + "/") == values[path], "\(path)")
        }
      }
    }

    /// As clients put a name into a URL.
    static func encoded(_ path: String) -> String {
      path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }
  }

  /// An instance of which anything may be true.
  private func instance(_ random: inout some RandomNumberGenerator) throws -> Instance {
    func some<T>(_ value: @autoclosure () throws -> T) rethrows -> T? {
      try Bool.random(using: &random) ? value() : nil
    }
    let names = ["a = b", "0=", "x y", "a/b", "=", "~!@#$%^&*()", "<key>", "key", "1=2=3", "\"'"]
      .shuffled(using: &random)
    var template = LaunchTemplate(
      name: some("web"), image: some("ami-12345678"), type: some("m4.large"), user: some("admin"),
      hasIPv6: some(true) ?? false, placement: try some(Placement(availabilityZone: "cn-north-1b")),
      userData: some(
        (0..<Int.random(in: 0...600, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }), role: some("a.role+with=odd,name@x"))
    for (key, name) in zip([SampleKey.ed25519, .rsa2048, .otherEd25519], names)
    where Bool.random(using: &random) {
      template.keys.append(try InjectedKey(key.key, named: name))
    }
    if Bool.random(using: &random) { template.securityGroups = ["default", "web servers", "a/b"] }
    if Bool.random(using: &random) {
      template.metadataOptions.tags = .enabled
      for key in ["env", "a:b", "+=,.@", "x-y_z"] where Bool.random(using: &random) {
        template.tags[key] = ["", "ümlaut / slash", "two\nlines"].randomElement(using: &random)
      }
    }
    for device in ["/dev/sdf=ebs", "/dev/sdg=ebs", "/dev/sdb=ephemeral0", "/dev/sda1=root"]
    where Bool.random(using: &random) {
      template.blockDevices.append(try BlockDevice(device))
    }
    var instance = try Instance.launch(template, at: Sample.time)
    for user in ["admin", "a.b-c_d"] where Bool.random(using: &random) {
      try instance.push(SampleKey.ed25519.key, for: user, at: Sample.time)
    }
    return instance
  }

  @Test func `on a hundred instances, all that is listed answers, with a slash and without`() throws
  {
    var random = SystemRandomNumberGenerator()
    for number in 0..<100 {
      let instance = try instance(&random)
      let version = ["latest", "2009-04-04", "2016-09-02", "2018-09-24", "2021-03-23", "1.0"][
        number % 6]
      var crawler = Crawler(
        service: IMDSService(of: instance, tokens: TokenAuthority(), at: Sample.time),
        version: version)
      try crawler.crawl("meta-data")
      try crawler.crawl("dynamic")
      let tree = MetadataTree(of: instance, at: Sample.time)
      #expect(
        Set(crawler.values.keys).union(["user-data"]) == Set(tree.leaves).union(["user-data"]))
      for (index, key) in instance.keys.enumerated() {
        #expect(
          crawler.values["meta-data/public-keys/\(index)/openssh-key"]
            == Array((key.line + "\n").utf8))
      }
      if let userData = instance.userData { #expect(try crawler.get("user-data/") == userData) }
      #expect(tree.node(at: "meta-data/public-keys") == nil || !instance.keys.isEmpty)
    }
  }
}
