import Glibc
import LatchkeyKeys

/// The session after authentication, and the command in it.
extension Diagnosis {
  static func ofCommand(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    let identity = evidence.keys.last?.identity
    let who =
      evidence.keys.last?.answer == .acceptedUnproven
      ? "the server let \(check.user) in without any proof"
      : "\(name(identity ?? -1, check)) authenticates \(check.user)"
    if let result = evidence.command, let user = suggestedUser(result) {
      return Self(
        .denied, .session, .forcedCommand,
        "\(who), and the server says \""
          + Quotation.printable(result.output.isEmpty ? result.errors : result.output) + "\"",
        remedy: "log in as \(user)", identity: identity)
    }
    if let last = evidence.disconnection, evidence.ending != .finished {
      return Self(
        // Whoever has a command begun for them was not refused.
        evidence.stage == .exec ? .inconclusive : .denied, evidence.stage, .disconnected,
        "\(who), and then the server ended the connection: "
          + quoted(last), remedy: "look at the server's log", identity: identity)
    }
    switch evidence.ending {
    case .finished: return ended(evidence, who, identity)
    case .deadline:
      return Self(
        .inconclusive, evidence.stage, .timeout,
        "\(who), and "
          + (evidence.stage == .exec
            ? "the command did not end in time" : "no command was begun in time"),
        remedy: "give it more time, or run a shorter command", identity: identity)
    case .failed(let failure) where failure.code == SessionFailure.channelRefused:
      return Self(
        .denied, .session, .refused, "\(who), and the server refused to open a session",
        remedy: "look at the server's log; candidates: MaxSessions 0, restrictions of the key",
        identity: identity)
    case .commandTooLong:
      return Self(
        .inconclusive, .session, .execRestricted,
        "\(who), and the command was not sent: it has \(check.command?.utf8.count ?? 0) bytes, and "
          + "\(SSHLibrary.loaded.name), which latchkey uses, sends \(AccessCheck.commandLimit) at most",
        remedy: "shorten the command, or let it run a script that lies on the server",
        identity: identity)
    case .failed(let failure) where failure.code == SessionFailure.requestDenied:
      return Self(
        .denied, .session, .execRestricted, "\(who), and the server refused to run a command",
        remedy: "check without --exec, or lift the restriction of the account", identity: identity)
    case _ where evidence.stage == .exec:
      return Self(
        .inconclusive, .exec, .disconnected,
        "\(who), the command had begun, and then the connection was lost "
          + "(\(loss(evidence)))",
        remedy: "try again; if it stays, look at the server's log", identity: identity)
    default:
      return Self(
        .denied, .session, .droppedAfterAuth,
        "\(who), and then "
          + (isEndedByServer(evidence)
            ? "the server \(loss(evidence).trimmingPrefix("it "))"
            : "the connection was lost: \(loss(evidence))"),
        remedy: "look at the server's log; candidates: "
          + (check.user == "root" ? "PermitRootLogin forced-commands-only, " : "")
          + "the account's shell or home, its limits, a PAM session rule", identity: identity)
    }
  }

  /// How a connection was lost once somebody was let in, or a key was being offered. Of what libssh2
  /// says then most tells that it got no answer, and nothing of why.
  static func loss(_ evidence: Evidence) -> String {
    if isReset(evidence) { return "it reset the connection" }
    if evidence.isClosedByPeer { return "it closed the connection" }
    if case .failed(let failure) = evidence.ending, failure.code != 0 {
      return failure.isOfIntegrity || failure.isVague
        ? "what it sends cannot be read" : self.failure(evidence.ending)
    }
    return failure(evidence.ending)
  }

  private static func isReset(_ evidence: Evidence) -> Bool {
    evidence.ending == .system(ECONNRESET) || evidence.ending == .system(EPIPE)
  }

  /// Whether the server ended the connection, without a word.
  static func isEndedByServer(_ evidence: Evidence) -> Bool {
    evidence.isClosedByPeer || isReset(evidence)
  }

  private static func ended(_ evidence: Evidence, _ who: String, _ identity: Int?) -> Self {
    let result = evidence.command
    let last = evidence.disconnection.map { " and ended the connection: \(quoted($0))" } ?? ""
    let leftOpen =
      evidence.isSessionLeftOpen ? "; the server did not close its session\(last)" : ""
    if let line = evidence.forcedCommand {
      return Self(
        .allowed, .session, .forcedCommand,
        "\(who), and the key is tied to a command of the "
          + "server's, which was run instead (\(line))", identity: identity)
    }
    if let signal = result?.signal {
      return Self(
        .allowed, .exec, .signal, "\(who); the command was ended by signal \(signal)\(leftOpen)",
        identity: identity)
    }
    return Self(
      .allowed, .exec, .ran,
      "\(who); the command "
        + (result?.status.map { "exited with \($0)" } ?? "ended, and the server did not say how")
        + leftOpen,
      identity: identity)
  }

  /// The user whom cloud images name to those who log in as root: cloud-init writes a forced command
  /// that prints `Please login as the user "ubuntu" rather than the user "root".`
  private static func suggestedUser(_ result: CommandResult) -> String? {
    for stream in [result.output, result.errors] {
      let text = Quotation.printable(stream, limit: 500)
      guard let start = text.firstRange(of: "lease login as the user \"") else { continue }
      let name = text[start.upperBound...].prefix { $0 != "\"" }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }
}
