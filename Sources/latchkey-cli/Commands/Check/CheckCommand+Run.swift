import ArgumentParser
import LatchkeyPlan
import LatchkeyReport
import LatchkeyVerifier

extension CheckCommand {
  func run() throws {
    let output = outputOptions.output
    if let reportPath { try ReportFile.checkPlace(reportPath, replacing: force) }
    // Everything that may ask a person comes before the first connection.
    guard let checks = try checkSet() else { return }
    // Made before there are other threads.
    let file = try reportPath.map { path throws(CommandFailure) in
      try ReportFile(path, replacing: force)
    }
    let progress = Progress(.checking, total: checks.count, isQuiet: outputOptions.quiet)
    defer { progress.end() }
    let interruption = try CheckInterruption()
    let printer = CheckPrinter(
      format: reportFormat, isExplained: explain, count: checks.count,
      destination: ReportDestination(file: file, output: output, isText: reportFormat == .text),
      shard: checks.shard)
    var verifier = AccessVerifier(
      concurrency: concurrency ?? checks.concurrency ?? 64, perHost: perHost ?? checks.perHost ?? 8)
    verifier.keepsTimelines = explain
    var outcomeStatus = ExitStatus.done.rawValue
    do throws(VerifierError) {
      try verifier.ask(
        checks, interrupt: interruption.interrupt,
        report: { index, outcome in
          progress.advance()
          if !outcome.isMet { outcomeStatus = ExitStatus.no.rawValue }
          // One check says what it found by its status; of several only whether all is as expected.
          if checks.count == 1, !checks.isPlanned { outcomeStatus = outcome.exitStatus }
          printer.add(index, outcome)
          // An answer that nobody will see is not waited for.
          if printer.isCutOff { interruption.interrupt.request() }
        },
        waiting: { index, notice in
          output.note(
            "\(checks[index].id): \(notice.verdict.rawValue) (\(notice.stage.rawValue): "
              + "\(notice.reason.rawValue)), asking again: \(notice.detail)")
        })
    } catch {
      throw CommandFailure(.outside, error.description)
    }
    progress.end()
    try printer.finish()
    interruption.conclude()
    if let failure = printer.failure { throw failure }
    let status = nagiosExitStatus ? NagiosState(printer.summary).rawValue : outcomeStatus
    if status != 0 { throw ExitCode(status) }
  }

  /// What is to be asked; nil where it was only to be listed.
  private func checkSet() throws -> CheckSet? {
    guard let path = planning.plan else { return CheckSet(try checks()) }
    let shard = try planning.shard?.shard()
    let plan = try PlanFile.read(path, outputOptions.output)
    if planning.dryRun {
      PlanFile.list(plan, shard, outputOptions)
      return nil
    }
    let set = CheckSet(
      plan, shard, deadlines: connection.deadlines(over: plan.checks.deadlines),
      patience: wait.map { .seconds($0) })
    if set.isEmpty, shard == nil {
      outputOptions.output.warning(
        "\(InputFile.name(path)): the plan asks for no check, so nothing is verified")
    }
    return set
  }

  private func checks() throws(CommandFailure) -> [AccessCheck] {
    let policy = try hostKeys.policy()
    let keys = try CheckIdentities(
      keys: identity, certificates: certificate, usesAgent: agent, unlocking: unlocking)
    for warning in keys.warnings { outputOptions.output.warning(warning) }
    let jumps = try connection.jumps(keys.list, policy)
    var checks: [AccessCheck] = []
    var named: [String: Int] = [:]
    for target in targets {
      var check = AccessCheck(
        host: target.host, port: target.port, user: try target.login(), identities: keys.list,
        hostKeyPolicy: policy, expectation: expect.expectation,
        deadlines: connection.deadlines(),
        userGuesses: guessUser ? AccessCheck.cloudUsers : [], jumps: jumps,
        patience: wait.map { .seconds($0) },
        command: exec)
      // Whoever joins reports tells checks by their names.
      let count = named[check.id, default: 0] + 1
      named[check.id] = count
      if count > 1 { check.id += " #\(count)" }
      checks.append(check)
    }
    return checks
  }
}
