/// What a simulated instance is to be: everything that is chosen rather than given.
///
/// The defaults launch an instance as EC2's console does with nothing filled in.
public struct LaunchTemplate: Hashable, Sendable {
  /// The image's id, `ami-…`.
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
  /// Region and zone.
  public var placement: Placement
  /// The user data, at most ``maximumUserData`` bytes; `nil` for none.
  public var userData: [UInt8]?
  /// The name of the IAM role whose (made up) credentials the instance is given; `nil` for none.
  public var role: String?
  /// How the metadata service answers.
  public var metadataOptions: MetadataOptions

  /// EC2's limit on user data, in bytes before any base64.
  public static let maximumUserData = 16 * 1024

  /// A template; see the properties for what each value means.
  public init(
    name: String? = nil, image: String = "ami-0abcdef1234567890", type: String = "t3.micro",
    user: String = "ec2-user", keys: [InjectedKey] = [], tags: [String: String] = [:],
    securityGroups: [String] = ["default"], subnet: String? = nil, placement: Placement = .usEast1a,
    userData: [UInt8]? = nil, role: String? = nil, metadataOptions: MetadataOptions = .init()
  ) {
    self.image = image
    self.type = type
    self.user = user
    self.keys = keys
    self.tags = tags
    self.securityGroups = securityGroups
    self.subnet = subnet
    self.placement = placement
    self.userData = userData
    self.role = role
    self.metadataOptions = metadataOptions
    if let name { self.tags["Name"] = name }
  }
}
