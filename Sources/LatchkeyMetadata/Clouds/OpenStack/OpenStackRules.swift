extension CloudRules {
  /// OpenStack Nova's. User data: 65,535 bytes of base64.
  static let openstack = CloudRules(
    image: Choice(
      standard: "9a1c2d3e-4f50-4617-8293-a4b5c6d7e8f9", expected: "an image's UUID",
      accepts: { isUUID($0) }),
    type: Choice(
      standard: "m1.small", expected: "a flavor's name: at most 255 letters, digits or -._",
      accepts: { isWord($0, extra: "-._") }),
    zone: Choice(
      standard: "nova", expected: "at most 255 letters, digits or -._",
      accepts: { isWord($0, extra: "-._") }),
    place: { Placement(region: "RegionOne", availabilityZone: $0, availabilityZoneID: $0) },
    user: "debian", keys: .rsaECDSAAndEd25519, letsKeysExpire: false,
    maximumUserData: 65_535 / 4 * 3)

  /// Whether a text is a UUID in lower case, RFC 9562 §4.
  static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { group in
        group.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      }
  }
}
