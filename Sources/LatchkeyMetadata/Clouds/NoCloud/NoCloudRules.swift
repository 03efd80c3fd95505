extension CloudRules {
  /// Those of no cloud: names are whatever somebody gives.
  static let nocloud = CloudRules(
    image: Choice(
      standard: "image", expected: "at most 255 letters, digits or -._:/",
      accepts: { isWord($0, extra: "-._:/") }),
    type: Choice(
      standard: "machine", expected: "at most 255 letters, digits or -._",
      accepts: { isWord($0, extra: "-._") }),
    zone: Choice(
      standard: "local", expected: "at most 255 letters, digits or -._",
      accepts: { isWord($0, extra: "-._") }),
    place: { Placement(region: $0, availabilityZone: $0, availabilityZoneID: $0) },
    user: "debian", keys: .everyCurrent, letsKeysExpire: false, maximumUserData: 1 << 20)
}
