/// What holds for every host that does not say otherwise.
public struct PlanDefaults: Sendable {
  /// The TCP port.
  public var port: UInt16?
  /// The user of rules that name none, and of jump hosts.
  public var user: PlanName?
  /// The files of known hosts.
  public var knownHosts: [PlanName]?
  /// The host keys that are trusted: fingerprints, or paths of public key files.
  public var hostKeys: [PlanName]?
  /// The hosts through which all others are reached.
  public var jump: [PlanName]?
  /// For each of: look-up, connection, banner.
  public var connectTimeout: PlanDuration?
  /// For a whole check.
  public var timeout: PlanDuration?
  /// How many checks go on at once.
  public var concurrency: Int?
  /// How many of them at one host.
  public var perHost: Int?

  init() {}
}
