import FoundationEssentials

/// The credentials of an instance's role, or its own: shaped as real ones, rotating as real ones, and made up.
///
/// They open nothing and are no secret: they follow from the instance's id, the role's name and the
/// time alone, and say so in every part.
struct SimulatedCredentials {
  /// When these credentials appeared.
  let issued: Date
  /// When the next ones appear. These stay good for an hour more, so that a client which has just
  /// fetched them is never left with none.
  let rotates: Date
  private let instance: Instance
  private let role: String

  /// How long credentials are handed out, in seconds.
  static let period = 5 * 3600
  /// For how long after that they are good, in seconds.
  static let overlap = 3600

  /// The credentials that are handed out at a time.
  init(of instance: Instance, for role: String, at time: Date) {
    let launch = Int(instance.launchTime.timeIntervalSince1970)
    let elapsed = max(0, Int(time.timeIntervalSince1970) - launch)
    let start = launch + elapsed / Self.period * Self.period
    issued = Date(timeIntervalSince1970: Double(start))
    rotates = Date(timeIntervalSince1970: Double(start + Self.period))
    self.instance = instance
    self.role = role
  }

  /// The document at `iam/security-credentials/ROLE`.
  var document: String {
    let stamp = Int(issued.timeIntervalSince1970)
    let serial = String(ResourceID.make("", named: "\(instance.id) \(role) \(stamp)").dropFirst(6))
    return """
      {
        "Code" : "Success",
        "LastUpdated" : "\(CivilTime(issued).iso8601)",
        "Type" : "AWS-HMAC",
        "AccessKeyId" : "ASIAFAKE\(serial.uppercased())",
        "SecretAccessKey" : "simulated/by/latchkey/opens/nothing/\(serial.prefix(4))",
        "Token" : "simulated-by-latchkey-opens-nothing-\(instance.id)-\(stamp)",
        "Expiration" : "\(CivilTime(rotates.addingTimeInterval(Double(Self.overlap))).iso8601)"
      }
      """
  }
}
