extension Instance {
  /// The instance as it would be on another cloud: with its own ids, keys, tags and user data, and
  /// with that cloud's standard image, type or zone where the cloud has none like the instance's.
  ///
  /// - Throws: ``MetadataError/Code/keyNotAccepted`` for a key that the other cloud would not take,
  ///   ``MetadataError/Code/invalidValue`` for too much user data.
  public func moved(to cloud: Cloud) throws(MetadataError) -> Instance {
    guard cloud != self.cloud else { return self }
    return try Instance(self, on: cloud)
  }

  private init(_ other: Instance, on cloud: Cloud) throws(MetadataError) {
    let rules = cloud.rules
    for key in other.keys {
      do throws(MetadataError) {
        try rules.keys.check(key.publicKey, on: cloud)
      } catch {
        throw MetadataError(error.code, "\(other.id): the key '\(key.name)': \(error)")
      }
    }
    if let count = other.userData?.count, count > rules.maximumUserData {
      throw MetadataError(
        .invalidValue,
        "\(other.id): \(count) bytes of user data: \(cloud.title) takes at most "
          + "\(rules.maximumUserData)")
    }
    id = other.id
    self.cloud = cloud
    reservation = other.reservation
    launchIndex = other.launchIndex
    launchTime = other.launchTime
    state = other.state
    image = rules.image.accepts(other.image) ? other.image : rules.standardImage
    type = rules.type.accepts(other.type) ? other.type : rules.standardType
    // A user that was chosen stays; one that only the other cloud's images have does not.
    user = other.user == other.cloud.rules.user ? rules.user : other.user
    keys = other.keys
    temporaryKeys = other.temporaryKeys
    tags = other.tags
    securityGroups = other.securityGroups
    let zone = other.placement.availabilityZone
    placement = rules.place(rules.zone.accepts(zone) ? zone : rules.standardZone)
    network = other.network
    userData = other.userData
    blockDevices = other.blockDevices
    role = other.role
    metadataOptions = other.metadataOptions
  }
}
