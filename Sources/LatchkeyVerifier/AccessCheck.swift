/// One question: does this key get into this host as this user?
public struct AccessCheck: Sendable {
  /// A name for the check, unique in a run, for reports; `user@host:port` by default.
  public var id: String
  /// What the host is called in reports; `nil`: by ``host`` and ``port``.
  public var hostName: String?
  /// A host name or a numeric address (IPv6 without brackets).
  public var host: String
  /// The TCP port.
  public var port: UInt16
  /// The user to log in as.
  public var user: String
  /// The users to try after ``user`` where the server refuses the keys for that one: one connection
  /// each, as a connection is one user's. Empty: no other is tried.
  public var userGuesses: [String]
  /// The hosts through which ``host`` is reached, the first of them from this machine.
  public var jumps: [JumpHost]
  /// The keys, offered in turn on one connection until one gets in.
  public var identities: [Identity]
  /// How the server's host key is judged. Nothing is sent before it is trusted.
  public var hostKeyPolicy: HostKeyPolicy
  /// The name that known_hosts files have its key under (ssh's HostKeyAlias); `nil`: ``host`` and
  /// ``port``.
  public var hostKeyName: String?
  /// What the check is expected to find.
  public var expectation: Expectation
  /// How long each stage may take.
  public var deadlines: Deadlines
  /// For how long the check is repeated until it finds what is expected: for a host that is booting.
  public var patience: Duration?
  /// A command to run after authentication, of at most ``commandLimit`` bytes; `nil`: authentication
  /// only.
  public var command: String?
  /// What is said to that command; `nil`: nothing, and its standard input stays open.
  public var dialogue: CommandDialogue?

  /// A question.
  public init(
    id: String? = nil, host: String, port: UInt16 = 22, user: String, identities: [Identity],
    hostKeyPolicy: HostKeyPolicy, expectation: Expectation = .allow,
    deadlines: Deadlines = Deadlines(), userGuesses: [String] = [], jumps: [JumpHost] = [],
    patience: Duration? = nil, command: String? = nil, hostName: String? = nil
  ) {
    self.id = id ?? "\(user)@\(host.contains(":") ? "[\(host)]" : host):\(port)"
    self.hostName = hostName
    self.host = host
    self.port = port
    self.user = user
    self.userGuesses = userGuesses
    self.jumps = jumps
    self.identities = identities
    self.hostKeyPolicy = hostKeyPolicy
    self.expectation = expectation
    self.deadlines = deadlines
    self.patience = patience
    self.command = command
  }

  /// How many bytes a command may have. libssh2 sends no packet of 34744 bytes (`MAX_SSH_PACKET_LEN` -
  /// 0x100) or more, and the request around a command takes 18 of them.
  public static let commandLimit = 34_725

  /// The users that the images of EC2's catalogue are made with, by AWS's user guide.
  public static let cloudUsers = [
    "ec2-user", "ubuntu", "admin", "debian", "centos", "fedora", "rocky", "bitnami", "root",
  ]
}
