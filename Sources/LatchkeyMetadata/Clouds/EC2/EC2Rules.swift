extension CloudRules {
  /// Amazon EC2's.
  static let ec2 = CloudRules(
    image: Choice(
      standard: "ami-0abcdef1234567890", expected: "ami- and 8 or 17 hexadecimal digits",
      accepts: { ResourceID.isValid($0, prefix: "ami") }),
    type: Choice(
      standard: "t3.micro", expected: "a family and a size: t3.micro",
      accepts: { isWord($0, extra: "-.") && $0.contains(".") && !$0.hasSuffix(".") }),
    zone: Choice(
      standard: "us-east-1a", expected: "a region and a letter: us-east-1a",
      accepts: { EC2Zone($0) != nil }),
    place: { zone in
      Placement(
        region: String(zone.dropLast()), availabilityZone: zone,
        availabilityZoneID: EC2Zone(zone)?.id ?? zone)
    },
    user: "ec2-user", keys: .rsaAndEd25519, letsKeysExpire: true, maximumUserData: 16 * 1024)
}
