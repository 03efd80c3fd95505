extension CloudRules {
  /// Google Compute Engine's. A key is not looked at before the guest puts it to use. User data: the
  /// value of the attribute `user-data`, 256 KiB as that of any attribute.
  static let gce = CloudRules(
    image: Choice(
      standard: "projects/debian-cloud/global/images/debian-12-bookworm-v20251014",
      expected: "projects/PROJECT/global/images/IMAGE",
      accepts: { image in
        let parts = image.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 5 && parts[0] == "projects" && parts[2] == "global"
          && parts[3] == "images" && isWord(String(parts[1]), extra: "-.:")
          && isGCEName(parts[4])
      }),
    type: Choice(
      standard: "e2-micro", expected: "a family and a size: e2-micro",
      accepts: { isGCEName(Substring($0)) && $0.contains("-") }),
    zone: Choice(
      standard: "us-central1-a", expected: "a region and a letter: us-central1-a",
      accepts: { zone in
        let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
        return isGCEName(Substring(zone)) && parts.count == 3 && parts[2].utf8.count == 1
          && parts[1].last?.isNumber == true
      }),
    place: { zone in
      Placement(
        region: String(zone.dropLast(2)), availabilityZone: zone, availabilityZoneID: zone)
    },
    user: "debian", keys: .everyCurrent, letsKeysExpire: true, maximumUserData: 256 * 1024)

  /// A name as GCE's resources have them: RFC 1035's labels in lower case, at most 63 characters,
  /// the last no hyphen.
  private static func isGCEName(_ text: Substring) -> Bool {
    isWord(String(text), extra: "-", upTo: 63) && text.first?.isLetter == true
      && text.last != "-" && text == text.lowercased()
  }
}
