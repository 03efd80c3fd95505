/// A host of a plan or of an inventory, as it is written there.
public struct PlanHost: Sendable {
  /// What rules and reports call it.
  public let name: String
  /// The file that it stands in.
  public let fileName: String
  /// Where in it.
  public let place: YAMLPlace
  /// What is connected to; `nil`: its name.
  public var address: String?
  /// Where the plan says so; `nil` where it does not.
  var addressPlace: YAMLPlace?
  /// The TCP port.
  public var port: UInt16?
  /// The user of rules that name none, and who logs in where it is a jump host.
  public var user: PlanName?
  /// The users that there are.
  public var users: [PlanName]?
  /// The host keys that are trusted: fingerprints, or paths of public key files.
  public var hostKeys: [PlanName]?
  /// The files of known hosts.
  public var knownHosts: [PlanName]?
  /// The name that files of known hosts have it under; `nil`: its address and port.
  public var hostKeyAlias: String?
  /// Whether whoever answers is believed.
  public var ignoresHostKey: YAMLPlace?
  /// The hosts through which it is reached; empty: none, whatever the defaults say.
  public var jump: [PlanName]?
  /// A way to it that an inventory names and that is not gone; `nil`: none, or another is given.
  var unusableWay: UnusableWay?
  /// The keys that log in where it is a jump host; `nil`: the key that is being checked.
  public var jumpKeys: [PlanName]?
  /// Whether it is gone through only, and no rule is about it.
  public var isJumpOnly = false
  /// By which rules may name it.
  public var tags: [String] = []

  init(name: String, fileName: String, place: YAMLPlace) {
    self.name = name
    self.fileName = fileName
    self.place = place
  }

  /// What the plan says of a host of an inventory goes before what the inventory says.
  mutating func take(_ other: PlanHost) {
    address = other.address ?? address
    port = other.port ?? port
    user = other.user ?? user
    users = other.users ?? users
    hostKeys = other.hostKeys ?? hostKeys
    knownHosts = other.knownHosts ?? knownHosts
    hostKeyAlias = other.hostKeyAlias ?? hostKeyAlias
    ignoresHostKey = other.ignoresHostKey ?? ignoresHostKey
    jump = other.jump ?? jump
    if other.jump != nil || other.unusableWay != nil { unusableWay = other.unusableWay }
    jumpKeys = other.jumpKeys ?? jumpKeys
    isJumpOnly = other.isJumpOnly
    tags += other.tags.filter { !tags.contains($0) }
  }
}
