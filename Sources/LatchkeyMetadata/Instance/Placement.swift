/// Where an instance runs.
public struct Placement: Hashable, Sendable, Codable {
  /// The region: `us-east-1`, `us-central1`, `eastus`.
  public let region: String
  /// The availability zone: `us-east-1a`, `us-central1-a`.
  public let availabilityZone: String
  /// EC2's id of the zone, the same for every account: `use1-az1`. Elsewhere the zone once more.
  public let availabilityZoneID: String

  enum CodingKeys: String, CodingKey {
    case region, availabilityZone
    case availabilityZoneID = "availabilityZoneId"
  }
}

extension Placement {
  /// The place that a zone's name gives: `us-east-1a` on EC2.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` where the cloud has no zones of such names.
  public init(availabilityZone zone: String, on cloud: Cloud = .ec2) throws(MetadataError) {
    let rule = cloud.rules.zone
    guard rule.accepts(zone) else {
      throw MetadataError(
        .invalidValue, "'\(zone.printable)' is not an availability zone (\(rule.expected))")
    }
    self = cloud.rules.place(zone)
  }
}
