import FoundationEssentials

/// An access token of an instance's role or identity, as GCE and Azure give out: rotating as real
/// ones, and made up.
///
/// It opens nothing and is no secret: it follows from the instance's id and the time alone, and says
/// so.
struct SimulatedToken {
  /// The token.
  let text: String
  /// When this token appeared, in seconds since 1970.
  let issued: Int
  /// When it ends, in seconds since 1970.
  let expires: Int
  /// For how long it is still good, in seconds.
  let secondsLeft: Int

  /// How long a token is handed out, in seconds.
  private static let period = 3300
  /// For how long a token is good, in seconds: one that was just fetched lives five minutes more.
  private static let lifetime = 3600

  /// The token that is handed out at a time.
  init(of instance: Instance, at time: Date) {
    let launch = Int(instance.launchTime.timeIntervalSince1970)
    let now = max(launch, Int(time.timeIntervalSince1970))
    issued = launch + (now - launch) / Self.period * Self.period
    expires = issued + Self.lifetime
    secondsLeft = expires - now
    text = "simulated-by-latchkey-opens-nothing-\(instance.id)-\(issued)"
  }
}
