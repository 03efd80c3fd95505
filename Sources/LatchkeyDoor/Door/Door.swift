import Glibc
import LatchkeyCrypto
public import LatchkeyKeys

/// A simulated instance's real OpenSSH server.
///
/// A door belongs to a process of its own, which ``DoorKeeper`` makes and ends with everything
/// below it: what a session started may have left the session's process tree.
public struct Door: ~Copyable {
  /// The numeric address that `sshd` listens on.
  public let host: String
  /// The port that it listens on.
  public let port: UInt16
  /// The account that may log in.
  public let account: Account
  /// The public halves of the host keys, in the order that was asked for.
  public let hostKeys: [PublicKey]

  private let server: ChildProcess
  private var log: LineReader
  private let signals: SignalQueue
  private let privilegeSeparation: PrivilegeSeparationFolder?

  /// Opens a door, and returns once `sshd` has greeted a first connection.
  ///
  /// - Parameters:
  ///   - folder: where the private folder for host keys and configuration is made.
  ///   - report: told of what happens meanwhile.
  /// - Returns: `nil` when a signal asked to end before the door was open.
  public static func open(
    _ settings: DoorSettings, in folder: String, report: (DoorEvent) -> Void
  ) throws(DoorError) -> Door? {
    let program = try SSHDProgram.find(path: Environment.value("PATH"))
    try settings.account.checkLogIn()
    _ = try ListeningPort.check(host: settings.host, port: settings.port)

    // From here on there are traces to be removed, so no signal may end this process by itself.
    let signals = try SignalQueue(SignalQueue.endings + [SIGCHLD])
    try DoorFolder.make(folder)
    var hostKeys: [HostKey] = []
    for kind in settings.hostKeyKinds { hostKeys.append(try HostKey.make(kind, in: folder)) }
    let asRoot = geteuid() == 0
    var configuration = SSHDConfiguration(
      host: settings.host, port: settings.port, hostKeyFiles: hostKeys.map(\.file),
      loginName: settings.account.name,
      // `sshd` executes only what root owns, and the program that we are need not be root's.
      keysCommand: ["/bin/sh", "-c", "exec \"$0\" \"$@\""] + settings.keysCommand,
      keysCommandUser: try Account.current().name, runsAsRoot: asRoot)
    let privilegeSeparation = asRoot ? try PrivilegeSeparationFolder() : nil

    // A port that was free a moment ago may be taken by now: of free ones there are more.
    var attemptsLeft = settings.port == 0 ? 10 : 1
    while true {
      configuration.port = try ListeningPort.check(host: settings.host, port: settings.port)
      let file = "\(folder)/sshd_config"
      try DoorFolder.write(SecretBytes(copying: configuration.rendered().utf8), to: file)
      var start = try SSHDStart(program: program, configurationFile: file)
      switch try start.outcome(signals: signals) {
      case .interrupted: return nil
      case .portTaken:
        attemptsLeft -= 1
        guard attemptsLeft > 0 else { throw .portInUse(settings.host, configuration.port) }
      case .listening:
        try start.expectGreeting(host: settings.host, port: configuration.port)
        return Door(
          start, port: configuration.port, settings: settings,
          hostKeys: hostKeys.map(\.publicKey), signals: signals,
          privilegeSeparation: privilegeSeparation)
      }
    }
  }

  private init(
    _ start: consuming SSHDStart, port: UInt16, settings: DoorSettings, hostKeys: [PublicKey],
    signals: SignalQueue, privilegeSeparation: consuming PrivilegeSeparationFolder?
  ) {
    host = settings.host
    self.port = port
    account = settings.account
    self.hostKeys = hostKeys
    server = start.server
    log = start.log
    self.signals = signals
    self.privilegeSeparation = privilegeSeparation
  }

  /// Keeps the door open until a signal asks to end.
  ///
  /// - Parameters:
  ///   - metadataService: the service that was started for this door, whose end is worth a word.
  ///   - report: told of what happens.
  /// - Throws: ``DoorError/Code/sshdFailed`` when `sshd` ends of itself.
  public mutating func serve(
    metadataService: ServiceProcess?, report: (DoorEvent) -> Void
  ) throws(DoorError) {
    while true {
      signals.wait(orReadable: log.hasEnded ? nil : log.descriptor)
      for line in log.lines() { SSHDLogLine(line).report(to: report) }
      for signal in signals.received() where signal != SIGCHLD { return }
      for (id, ending) in ChildProcess.collect() {
        if id == server.id {
          throw DoorError(.sshdFailed, "sshd \(ending), and the door is shut")
        }
        if id == metadataService?.id { report(.metadataServiceEnded) }
      }
    }
  }
}
