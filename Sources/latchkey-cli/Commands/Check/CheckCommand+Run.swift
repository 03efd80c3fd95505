import ArgumentParser
import LatchkeyReport
import LatchkeyVerifier

extension CheckCommand {
  func run() throws {
    let output = outputOptions.output
    if let reportPath, !force { try ReportFile.checkFree(reportPath) }
    // Everything that may ask a person comes before the first connection.
    let checks = try self.checks()
    let interruption = try CheckInterruption()
    let printer = CheckPrinter(
      format: reportFormat, isExplained: explain, count: checks.count,
      output: reportPath == nil ? output : nil)
    let outcomes: [Outcome]
    do throws(VerifierError) {
      outcomes = try AccessVerifier(concurrency: concurrency, perHost: perHost).verify(
        checks, interrupt: interruption.interrupt, report: printer.add,
        waiting: { index, notice in
          outputOptions.output.note(
            "\(checks[index].id): \(notice.verdict.rawValue) (\(notice.stage.rawValue): "
              + "\(notice.reason.rawValue)), asking again: \(notice.detail)")
        })
    } catch {
      throw CommandFailure(.outside, error.description)
    }
    printer.finish()
    if let reportPath {
      try ReportFile.write(printer.content, to: reportPath, replacing: force)
    }
    interruption.conclude()
    if let failure = printer.failure { throw failure }
    let status = nagiosExitStatus ? NagiosState(printer.summary).rawValue : status(of: outcomes)
    if status != 0 { throw ExitCode(status) }
  }

  /// One check says what it found by its status; of several only whether all is as expected.
  private func status(of outcomes: [Outcome]) -> Int32 {
    if outcomes.count == 1 { return outcomes[0].exitStatus }
    return outcomes.allSatisfy(\.isMet) ? ExitStatus.done.rawValue : ExitStatus.no.rawValue
  }

  private func checks() throws(CommandFailure) -> [AccessCheck] {
    let policy = try hostKeys.policy()
    let keys = try CheckIdentities(
      keys: identity, certificates: certificate, usesAgent: agent, unlocking: unlocking)
    for warning in keys.warnings { outputOptions.output.warning(warning) }
    var jumps: [JumpHost] = []
    for target in jump?.targets ?? [] {
      jumps.append(
        JumpHost(
          host: target.host, port: target.port, user: try target.login(), identities: keys.list,
          hostKeyPolicy: policy))
    }
    var checks: [AccessCheck] = []
    for target in targets {
      checks.append(
        AccessCheck(
          host: target.host, port: target.port, user: try target.login(), identities: keys.list,
          hostKeyPolicy: policy, expectation: expect.expectation, deadlines: deadlines,
          userGuesses: guessUser ? AccessCheck.cloudUsers : [], jumps: jumps,
          patience: wait.map { .seconds($0) },
          command: exec))
    }
    return checks
  }
}
