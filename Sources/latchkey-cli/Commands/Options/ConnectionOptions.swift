import ArgumentParser
import LatchkeyVerifier

/// By which way a host is reached, and how long that may take.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Go through these hosts, in their order; the -i keys and the host keys hold for them too.",
      valueName: "[user@]host[:port],…"), transform: JumpList.init(parsing:))
  var jump: JumpList?

  @Option(
    help: ArgumentHelp(
      "Seconds for each of name look-up, connection and server banner (default 10).",
      valueName: "seconds"), transform: SecondsOption.seconds(parsing:))
  var connectTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "Seconds for a whole check, or a step of a rotation (default 60).", valueName: "seconds"),
    transform: SecondsOption.seconds(parsing:))
  var timeout: Double?

  func validate() throws {
    try Self.checkSeconds(connectTimeout, "--connect-timeout")
    try Self.checkSeconds(timeout, "--timeout")
  }

  /// Refuses a time that is none, or no time for a check.
  static func checkSeconds(_ value: Double?, _ name: String) throws {
    if let value, !(value > 0 && value <= 86_400) {
      throw ValidationError("\(name): more than 0 and at most 86400 seconds are possible")
    }
  }

  /// The deadlines that hold where others do without the options.
  func deadlines(over others: Deadlines = Deadlines()) -> Deadlines {
    var deadlines = others
    if let connectTimeout { deadlines.connect = .seconds(connectTimeout) }
    if let timeout {
      // One figure is given for all of it, so no stage ends before.
      deadlines = Deadlines(
        connect: min(deadlines.connect, .seconds(timeout)), keyExchange: .seconds(timeout),
        authentication: .seconds(timeout), command: .seconds(timeout), total: .seconds(timeout))
    }
    return deadlines
  }

  /// The jump hosts, each asked with these keys and judged by this policy.
  func jumps(_ keys: [Identity], _ policy: HostKeyPolicy) throws(CommandFailure) -> [JumpHost] {
    var jumps: [JumpHost] = []
    for target in jump?.targets ?? [] {
      jumps.append(
        JumpHost(
          host: target.host, port: target.port, user: try target.login(), identities: keys,
          hostKeyPolicy: policy))
    }
    return jumps
  }
}
