public import FoundationEssentials

/// A simulated instance: a value that says everything its metadata service tells.
///
/// Changing the value changes nothing but the value; ``InstanceStore`` keeps values on disk.
///
/// ```swift
/// var instance = try Instance.launch(LaunchTemplate(name: "web"))
/// try instance.inject(publicKey, named: "alice")
/// ```
public struct Instance: Hashable, Sendable, Identifiable {
  /// The instance's id, `i-0abcd1234ef567890`.
  public let id: InstanceID
  /// The cloud that it runs on.
  public let cloud: Cloud
  /// The id that all instances of one launch share, `r-…`.
  public let reservation: String
  /// The instance's place in its launch, from 0.
  public let launchIndex: Int
  /// When it was launched, to the second.
  public let launchTime: Date
  /// Whether it is there.
  public internal(set) var state: InstanceState
  /// The image's id.
  public let image: String
  /// The instance type.
  public let type: String
  /// The login name to which the keys belong.
  public let user: String
  /// The keys that it lets in, in the order of their injection.
  public internal(set) var keys: [InjectedKey]
  /// The keys that it lets in for a short time, expired ones among them; see
  /// ``push(_:for:at:lasting:)``.
  public internal(set) var temporaryKeys: [TemporaryKey]
  /// The tags.
  public let tags: [String: String]
  /// The names of the security groups.
  public let securityGroups: [String]
  /// Region and zone.
  public let placement: Placement
  /// Its addresses and its network.
  public let network: NetworkInterface
  /// The user data, as it was given.
  public let userData: [UInt8]?
  /// The disks that were asked for.
  public let blockDevices: [BlockDevice]
  /// The name of the IAM role.
  public let role: String?
  /// How the metadata service answers; changed by ``modify(_:)``.
  public internal(set) var metadataOptions: MetadataOptions

  /// The account that every simulated instance belongs to: the one of AWS's documentation.
  public static let account = "123456789012"

  /// The name: the `Name` tag.
  public var name: String? { tags["Name"] }

  /// Launches one instance that stands in no store, for tests and for trying things out.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` for what EC2 would refuse, and
  ///   ``MetadataError/Code/duplicateKey`` for a key or a key's name that is there twice.
  public static func launch(
    _ template: LaunchTemplate, at time: Date = Date()
  ) throws(MetadataError) -> Instance {
    var random = SystemRandomNumberGenerator()
    return try Instance(
      template, id: InstanceID(using: &random),
      reservation: ResourceID.make("r", using: &random), launchIndex: 0,
      host: Int.random(in: 0..<NetworkInterface.hostCount, using: &random), at: time,
      using: &random)
  }

  /// The instance that a template describes, with what the cloud gives to it.
  init(
    _ template: LaunchTemplate, id: InstanceID, reservation: String, launchIndex: Int, host: Int,
    at time: Date, using random: inout some RandomNumberGenerator
  ) throws(MetadataError) {
    try template.validate()
    self.id = id
    cloud = template.cloud
    self.reservation = reservation
    self.launchIndex = launchIndex
    // Whole seconds, as every place that shows the time has them: a value that was stored and
    // read again is the value that was stored.
    launchTime = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
    state = .running
    image = template.image
    type = template.type
    user = template.user
    keys = []
    temporaryKeys = []
    tags = template.tags
    securityGroups = template.securityGroups
    placement = template.placement
    network = NetworkInterface(
      host: host, subnet: template.subnet, hasIPv6: template.hasIPv6, using: &random)
    userData = template.userData
    blockDevices = template.blockDevices
    role = template.role
    metadataOptions = template.metadataOptions
    for key in template.keys { try inject(key) }
  }

  /// The processor's architecture, as the type's family tells: Graviton families carry a `g` after
  /// their generation (`t4g`, `c7gn`), and `a1` was the first.
  public var architecture: String {
    let family = type.prefix { $0 != "." }
    let afterLetters = family.drop { !$0.isNumber }
    let attributes = afterLetters.drop { $0.isNumber }
    return family == "a1" || attributes.contains("g") && !family.hasPrefix("g")
      || family.hasPrefix("g5g") ? "arm64" : "x86_64"
  }

  /// Whether the type's family runs on Xen, as those before EC2's Nitro do.
  var isXen: Bool {
    [
      "c1", "c3", "c4", "d2", "f1", "g2", "g3", "g3s", "h1", "i2", "i3", "m1", "m2", "m3", "m4",
      "p2", "p3", "r3", "r4", "t1", "t2", "x1", "x1e",
    ].contains(String(type.prefix { $0 != "." }))
  }
}
