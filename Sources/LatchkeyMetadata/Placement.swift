/// Where an instance runs.
public struct Placement: Hashable, Sendable, Codable {
  /// The region, `us-east-1`.
  public let region: String
  /// The availability zone, `us-east-1a`.
  public let availabilityZone: String
  /// The zone's id, the same for every account: `use1-az1`.
  public let availabilityZoneID: String

  enum CodingKeys: String, CodingKey {
    case region, availabilityZone
    case availabilityZoneID = "availabilityZoneId"
  }

  /// Where instances run when nothing else is asked for.
  public static let usEast1a = Placement(
    region: "us-east-1", availabilityZone: "us-east-1a", availabilityZoneID: "use1-az1")
}

extension Placement {
  /// The place that a zone's name gives: a region (`eu-central-1`) and a letter.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` where the text is no zone.
  public init(availabilityZone zone: String) throws(MetadataError) {
    let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
    guard
      parts.count >= 3, let last = parts.last, let letter = last.utf8.last,
      (0x61...0x7a).contains(letter), let number = Int(last.dropLast()),
      parts.dropLast().allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7a).contains($0) }
      })
    else {
      throw MetadataError(
        .invalidValue, "'\(zone)' is not an availability zone (a region and a letter: us-east-1a)")
    }
    let area = parts.dropFirst().dropLast().map(Self.abbreviation).joined()
    self.init(
      region: String(zone.dropLast()), availabilityZone: zone,
      availabilityZoneID: "\(parts[0])\(area)\(number)-az\(letter - 0x60)")
  }

  /// What zone ids make of a region's words: `southeast` is `se`, `gov` is `g`.
  private static func abbreviation(_ word: Substring) -> String {
    switch word {
    case "northeast": "ne"
    case "northwest": "nw"
    case "southeast": "se"
    case "southwest": "sw"
    default: String(word.prefix(1))
    }
  }

  /// The partition that the region belongs to.
  public var partition: String {
    if region.hasPrefix("cn-") { return "aws-cn" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    return "aws"
  }

  /// The domain of the partition's services.
  public var servicesDomain: String {
    partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
  }

  /// The domain of the private host names.
  var privateDomain: String {
    region == "us-east-1" ? "ec2.internal" : "\(region).compute.internal"
  }

  /// The domain of the public host names.
  var publicDomain: String {
    region == "us-east-1" ? "compute-1.amazonaws.com" : "\(region).compute.\(servicesDomain)"
  }
}
