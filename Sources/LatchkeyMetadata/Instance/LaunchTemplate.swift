/// What a simulated instance is to be: everything that is chosen rather than given.
///
/// The defaults launch an instance as the cloud's console does with nothing filled in.
public struct LaunchTemplate: Hashable, Sendable {
  /// The cloud that it is to run on, whose rules hold for all the rest.
  public var cloud: Cloud
  /// The image: `ami-…` on EC2.
  public var image: String
  /// The instance type, `t3.micro`.
  public var type: String
  /// The login name of the image's default user, to whom the keys belong.
  public var user: String
  /// The keys that it is launched with.
  public var keys: [InjectedKey]
  /// The tags; `Name` is the instance's name.
  public var tags: [String: String]
  /// The names of the security groups.
  public var securityGroups: [String]
  /// The subnet's id; `nil` for the default network's.
  public var subnet: String?
  /// Whether the instance has an IPv6 address beside the others.
  public var hasIPv6: Bool
  /// Region and zone.
  public var placement: Placement
  /// The user data, at most ``CloudRules/maximumUserData`` bytes; `nil` for none.
  public var userData: [UInt8]?
  /// The disks besides the root device, and the root device where it is another than usual; told by
  /// EC2's metadata alone.
  public var blockDevices: [BlockDevice]
  /// The name of the IAM role whose (made up) credentials the instance is given; `nil` for none.
  public var role: String?
  /// How the metadata service answers.
  public var metadataOptions: MetadataOptions

  /// A template; see the properties for what each value means. Where `nil` is given, the cloud's
  /// ``Cloud/rules`` say what is taken.
  public init(
    cloud: Cloud = .ec2, name: String? = nil, image: String? = nil, type: String? = nil,
    user: String? = nil, keys: [InjectedKey] = [], tags: [String: String] = [:],
    securityGroups: [String] = ["default"], subnet: String? = nil, hasIPv6: Bool = false,
    placement: Placement? = nil,
    userData: [UInt8]? = nil, blockDevices: [BlockDevice] = [], role: String? = nil,
    metadataOptions: MetadataOptions = .init()
  ) {
    let rules = cloud.rules
    self.cloud = cloud
    self.image = image ?? rules.standardImage
    self.type = type ?? rules.standardType
    self.user = user ?? rules.user
    self.keys = keys
    self.tags = tags
    self.securityGroups = securityGroups
    self.subnet = subnet
    self.hasIPv6 = hasIPv6
    self.placement = placement ?? rules.place(rules.standardZone)
    self.userData = userData
    self.blockDevices = blockDevices
    self.role = role
    self.metadataOptions = metadataOptions
    if let name { self.tags["Name"] = name }
  }
}
