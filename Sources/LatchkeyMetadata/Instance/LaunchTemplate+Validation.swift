/// The cloud's rules for what may be chosen, so that what launches here launches there.
extension LaunchTemplate {
  /// Refuses what the cloud would refuse.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` naming the value, and what was expected.
  func validate() throws(MetadataError) {
    let rules = cloud.rules
    guard rules.image.accepts(image) else {
      throw Self.invalid("image", image, rules.image.expected)
    }
    guard rules.type.accepts(type) else {
      throw Self.invalid("instance type", type, rules.type.expected)
    }
    guard rules.zone.accepts(placement.availabilityZone) else {
      throw Self.invalid("availability zone", placement.availabilityZone, rules.zone.expected)
    }
    try Self.validate(user: user)
    if let subnet, !ResourceID.isValid(subnet, prefix: "subnet") {
      throw Self.invalid("subnet", subnet, "subnet- and 8 or 17 hexadecimal digits")
    }
    if let role, !CloudRules.isWord(role, extra: "+=,.@-_") || role.utf8.count > 64 {
      throw Self.invalid("role", role, "at most 64 letters, digits or +=,.@-_")
    }
    for group in securityGroups where !Self.isText(group, upTo: 255) {
      throw Self.invalid("security group", group, "1 to 255 printable ASCII characters")
    }
    try Self.validate(blockDevices)
    if let count = userData?.count, count > rules.maximumUserData {
      throw Self.invalid("user data", "\(count) bytes", "at most \(rules.maximumUserData) bytes")
    }
    try Self.validate(tags: tags)
    try Self.validate(metadataOptions, tags: tags)
  }

  /// A hop limit that there is; and, while tags are part of the metadata, keys that can be paths.
  static func validate(
    _ options: MetadataOptions, tags: [String: String]
  ) throws(MetadataError) {
    guard MetadataOptions.hopLimits.contains(options.hopLimit) else {
      throw invalid("hop limit", "\(options.hopLimit)", "1 to 64")
    }
    guard options.tags == .enabled else { return }
    for key in tags.keys.sorted() where !isMetadataTag(key) {
      throw invalid(
        "tag key", key, "letters, digits or -_+=,.@: while tags are part of the metadata")
    }
  }

  /// No device and no use twice, but for volumes, of which there may be many.
  private static func validate(_ devices: [BlockDevice]) throws(MetadataError) {
    var names: Set<String> = []
    var uses: Set<BlockDevice.Use> = []
    for disk in devices {
      guard names.insert(disk.device).inserted else {
        throw invalid("block device", disk.device, "each device once")
      }
      guard disk.use == .ebs || uses.insert(disk.use).inserted else {
        throw invalid("block device", "\(disk.device)=\(disk.use)", "'\(disk.use)' once")
      }
    }
  }

  /// A login name as Debian's `useradd` takes it.
  static func validate(user: String) throws(MetadataError) {
    guard CloudRules.isWord(user, extra: "-._", upTo: 32), !user.hasPrefix("-") else {
      throw invalid("user", user, "a login name of at most 32 letters, digits, '-', '.', '_'")
    }
  }

  /// At most 50 tags; keys of 1 to 128 characters, values of up to 256, no `aws:` prefix.
  private static func validate(tags: [String: String]) throws(MetadataError) {
    guard tags.count <= 50 else {
      throw invalid("tags", "\(tags.count)", "at most 50")
    }
    for (key, value) in tags {
      guard (1...128).contains(key.count), !key.lowercased().hasPrefix("aws:"),
        key.printable == key
      else {
        throw invalid("tag key", key, "1 to 128 characters, not beginning with 'aws:'")
      }
      guard value.count <= 256 else {
        throw invalid("tag value", value, "at most 256 characters")
      }
    }
  }

  /// `[0-9a-zA-Z\-_+=,.@:]{1,255}`, and not `.`, `..` or `_index`.
  private static func isMetadataTag(_ key: String) -> Bool {
    CloudRules.isWord(key, extra: "-_+=,.@:") && key.utf8.count <= 255
      && ![".", "..", "_index"].contains(key)
  }

  private static func isText(_ text: String, upTo limit: Int) -> Bool {
    (1...limit).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
  }

  private static func invalid(_ what: String, _ found: String, _ expected: String) -> MetadataError
  {
    MetadataError(.invalidValue, "\(what) '\(found.printable)': expected \(expected)")
  }
}
