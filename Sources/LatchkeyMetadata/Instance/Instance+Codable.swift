import FoundationEssentials

/// The document that a person reads in the store and that `--json` prints: camelCase keys, absent
/// rather than null, user data as text wherever it is text.
extension Instance: Codable {
  enum CodingKeys: String, CodingKey {
    case id, name, cloud, reservation, launchIndex, launchTime, state, image, type, user, keys
    case temporaryKeys, tags, securityGroups, placement, network, userData, userDataBase64,
      blockDevices, role, metadataOptions
  }

  /// Reads a document, checking its ids, its keys and that no key is there twice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(InstanceID.self, forKey: .id)
    // A document from before there were other clouds.
    cloud = try container.decodeIfPresent(Cloud.self, forKey: .cloud) ?? .ec2
    reservation = try container.decode(String.self, forKey: .reservation)
    launchIndex = try container.decode(Int.self, forKey: .launchIndex)
    launchTime = try container.decode(Date.self, forKey: .launchTime)
    state = try container.decode(InstanceState.self, forKey: .state)
    image = try container.decode(String.self, forKey: .image)
    type = try container.decode(String.self, forKey: .type)
    user = try container.decode(String.self, forKey: .user)
    tags = try container.decode([String: String].self, forKey: .tags)
    securityGroups = try container.decode([String].self, forKey: .securityGroups)
    placement = try container.decode(Placement.self, forKey: .placement)
    network = try container.decode(NetworkInterface.self, forKey: .network)
    if let text = try container.decodeIfPresent(String.self, forKey: .userData) {
      userData = Array(text.utf8)
    } else {
      userData = try container.decodeIfPresent(Data.self, forKey: .userDataBase64).map(Array.init)
    }
    blockDevices = try container.decodeIfPresent([BlockDevice].self, forKey: .blockDevices) ?? []
    role = try container.decodeIfPresent(String.self, forKey: .role)
    metadataOptions = try container.decode(MetadataOptions.self, forKey: .metadataOptions)
    temporaryKeys =
      try container.decodeIfPresent([TemporaryKey].self, forKey: .temporaryKeys) ?? []
    keys = []
    for key in try container.decode([InjectedKey].self, forKey: .keys) { try inject(key) }
  }

  /// Writes the document.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(cloud, forKey: .cloud)
    try container.encode(reservation, forKey: .reservation)
    try container.encode(launchIndex, forKey: .launchIndex)
    try container.encode(launchTime, forKey: .launchTime)
    try container.encode(state, forKey: .state)
    try container.encode(image, forKey: .image)
    try container.encode(type, forKey: .type)
    try container.encode(user, forKey: .user)
    try container.encode(keys, forKey: .keys)
    if !temporaryKeys.isEmpty { try container.encode(temporaryKeys, forKey: .temporaryKeys) }
    try container.encode(tags, forKey: .tags)
    try container.encode(securityGroups, forKey: .securityGroups)
    try container.encode(placement, forKey: .placement)
    try container.encode(network, forKey: .network)
    if let userData {
      if let text = String(validating: userData, as: UTF8.self) {
        try container.encode(text, forKey: .userData)
      } else {
        try container.encode(Data(userData), forKey: .userDataBase64)
      }
    }
    if !blockDevices.isEmpty { try container.encode(blockDevices, forKey: .blockDevices) }
    try container.encodeIfPresent(role, forKey: .role)
    try container.encode(metadataOptions, forKey: .metadataOptions)
  }
}
