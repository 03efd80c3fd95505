/// The command, where there is one.
extension Conversation {
  func run() -> Bool {
    guard let session, let command = check.command else { return true }
    if command.utf8.count > AccessCheck.commandLimit {
      finish(.commandTooLong)
      return false
    }
    var result = evidence.command ?? CommandResult()
    let hadEnded = session.hasCommandEnded
    let step = session.run(command, dialogue: check.dialogue, result: &result)
    evidence.command = result
    if session.isCommandStarted { evidence.stage = .exec }
    switch step {
    case .wouldBlock: return linger(session)
    case .done:
      timeline.note(
        .server,
        result.signal.map { "the command was ended by SIG\($0)" }
          ?? "the command ended with status \(result.status.map(String.init) ?? "unknown")")
      finish(.finished)
    case .failed(let failure)
    // A status that came with a wrong MAC is nobody's.
    where hadEnded || session.hasCommandEnded && !failure.isOfIntegrity:
      note(.failed(failure))
      leaveOpen(session)
    case .failed(let failure): finish(.failed(failure))
    }
    return false
  }

  /// How long a server may take to close a session once its command has ended and says no more.
  private static let grace = Duration.seconds(1)

  /// Waits for more of the command; not for the whole stage where it has ended already.
  private func linger(_ session: Session) -> Bool {
    if session.hasCommandEnded {
      let heard = evidence.command.map { $0.output.count + $0.errors.count } ?? 0
      if heardBeforeGrace != heard {
        heardBeforeGrace = heard
        deadline = min(stageDeadline, Moment.now + Self.grace)
      }
    }
    return wait(session)
  }

  /// Takes the command as ended, though the server does not close its session: what it told before
  /// stands, however it goes away.
  func leaveOpen(_ session: Session) {
    var result = evidence.command ?? CommandResult()
    session.settleCommand(&result)
    evidence.command = result
    evidence.isSessionLeftOpen = true
    timeline.note(.here, "the command has ended, and the server does not close its session")
    finish(.finished)
  }
}
