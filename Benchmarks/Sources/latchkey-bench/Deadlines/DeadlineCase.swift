/// A server that keeps a check waiting at one stage.
struct DeadlineCase {
  /// The stage at which the deadline passes.
  let stage: String
  /// What the server does, in words.
  let behaviour: String
  /// What the misbehaving server is told: a message's number and what is done at it; nil for a port
  /// that takes connections and says nothing.
  let fault: String?
  /// The option that sets the deadline.
  var option = "--timeout"
  /// Whether the server is the jump host.
  var isJump = false

  /// RFC 4250 §4.1.2: 31 is the answer in the key exchange, 60 in authentication, 91 opens the
  /// session, 92 does not, 98 tells the exit status.
  static let all =
    [
      DeadlineCase(stage: "banner", behaviour: "silent", fault: nil, option: "--connect-timeout"),
      DeadlineCase(stage: "kex", behaviour: "a byte at a time", fault: "20 slow"),
    ]
    + [("kex", 31), ("auth", 60), ("session", 91), ("exec", 98)].flatMap { stage, message in
      [("silent", "stall"), ("half a packet", "half"), ("endless SSH_MSG_IGNORE", "ignored")].map {
        DeadlineCase(stage: stage, behaviour: $0, fault: "\(message) \($1)")
      }
    } + [
      DeadlineCase(
        stage: "auth", behaviour: "a jump host, silent", fault: "60 stall", isJump: true),
      DeadlineCase(
        stage: "auth", behaviour: "a jump host, endless SSH_MSG_IGNORE", fault: "60 ignored",
        isJump: true),
      DeadlineCase(stage: "tcp", behaviour: "a jump host, silent", fault: "92 stall", isJump: true),
    ]
}
