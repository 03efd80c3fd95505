extension CloudRules {
  /// Microsoft Azure's. User data: 65,535 bytes, which are 87,380 characters of base64.
  static let azure = CloudRules(
    image: Choice(
      standard: "Debian:debian-12:12-gen2:latest",
      expected: "PUBLISHER:OFFER:SKU:VERSION",
      accepts: { image in
        let parts = image.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { isWord(String($0), extra: "-._") }
      }),
    type: Choice(
      standard: "Standard_B1s", expected: "a tier and a size: Standard_B1s",
      accepts: { isWord($0, extra: "_-") && $0.contains("_") }),
    zone: Choice(
      standard: "eastus", expected: "a location, perhaps with a zone's number: eastus, eastus-1",
      accepts: { zone in
        let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && isWord(String(parts[0]))
          && (parts.count == 1 || ["1", "2", "3"].contains(parts[1]))
      }),
    place: { zone in
      Placement(
        region: String(zone.prefix { $0 != "-" }), availabilityZone: zone,
        availabilityZoneID: zone)
    },
    user: "azureuser", keys: .rsaAndEd25519, letsKeysExpire: false, maximumUserData: 65_535)
}
