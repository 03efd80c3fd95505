extension CloudRules {
  /// Google Compute Engine's. User data: the value of the attribute `user-data`, 256 KiB.
  static let gce = CloudRules(
    image: Choice(
      standard: "projects/debian-cloud/global/images/debian-12-bookworm-v20251014",
      expected: "projects/PROJECT/global/images/IMAGE",
      accepts: { image in
        let parts = image.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[0] == "projects" && parts[2] == "global"
          && parts[3] == "images" && isWord(String(parts[1]), extra: "-.:")
          && isWord(String(parts[4]), extra: "-")
      }),
    type: Choice(
      standard: "e2-micro", expected: "a family and a size: e2-micro",
      accepts: { isWord($0, extra: "-") && $0.contains("-") && !$0.hasSuffix("-") }),
    zone: Choice(
      standard: "us-central1-a", expected: "a region and a letter: us-central1-a",
      accepts: { zone in
        let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[2].utf8.count == 1
          && parts.allSatisfy { isWord(String($0)) }
      }),
    place: { zone in
      Placement(
        region: String(zone.dropLast(2)), availabilityZone: zone, availabilityZoneID: zone)
    },
    user: "debian", keys: .everyCurrent, maximumUserData: 256 * 1024)
}
