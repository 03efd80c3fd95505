import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

extension ConvertCommand {
  func run() throws {
    // One `-` may feed one of the two only, so the order of reading does not matter.
    let passphrase = try unlocking.passphrase()
    let newPassphrase = try locking.passphrase()

    // All questions first, one after another; then the work, on all cores.
    var jobs = self.jobs(passphrase, newPassphrase)
    if passphrase == nil, Terminal.isThere { ask(for: &jobs) }
    let files = OutputFiles(force: force)
    let progress = Progress(.converting, total: jobs.count, isQuiet: outputOptions.quiet)
    defer { progress.end() }
    // Of a key that is written, only what is said of it is kept.
    var reports: [Result<ConversionReport, any Error>] = []
    Parallel.inOrder(jobs.count) { [jobs] index in
      defer { progress.advance() }
      return jobs[index].flatMap { job in
        Result { ConversionReport(try job.run(files), isJSON: outputOptions.json) }
      }
    } then: { _, report in
      reports.append(report)
    }

    // What could be converted is written; what could not has left nothing to write.
    try files.commit()
    progress.end()
    var failures = FailureList()
    for (input, report) in zip(inputs, reports) {
      switch report {
      case .success(let report):
        try report.print(to: outputOptions.output)
      case .failure(let error):
        // On a terminal that shows both, what came before stands before.
        try outputOptions.output.flush()
        failures.add(CommandFailure(error, path: input))
      }
    }
    try outputOptions.output.flush()
    files.keep()
    try failures.finish()
  }

  /// What there is to do, in the order of the inputs.
  private func jobs(
    _ passphrase: Passphrase?, _ newPassphrase: Passphrase?
  ) -> [Result<ConversionJob, any Error>] {
    var targets: [String: String] = [:]
    return inputs.map { input in
      Result {
        ConversionJob(
          input: input, target: try target(of: input, taken: &targets), format: to,
          comment: comment.map { KeyComment($0) }, cost: cost, passphrase: passphrase,
          newPassphrase: newPassphrase, isLeftPlain: noPassphrase)
      }
    }
  }

  /// Asks for the passphrases of the inputs that are locked.
  private func ask(for jobs: inout [Result<ConversionJob, any Error>]) {
    Parallel.inOrder(jobs.count) { [jobs] index in
      jobs[index].flatMap { job in Result { try job.opened() } }
    } then: { index, opened in
      jobs[index] = opened.flatMap { job in
        Result {
          var job = job
          if try job.lockedKey() != nil {
            job.passphrase = try PassphraseSource.ask(for: job.input)
          }
          // So many are kept as they were read; the others are read again when their turn comes.
          if index >= Parallel.window { job.close() }
          return job
        }
      }
    }
  }

  /// Where the converted key goes, by `-o`, `--output-dir` or the input's name.
  private func target(
    of input: String, taken: inout [String: String]
  ) throws(CommandFailure) -> String {
    if let output { return output }
    guard input != "-" else {
      guard outputDir == nil else {
        throw CommandFailure(
          .usage, "standard input has no name that a file in \(outputDir ?? "") could have",
          hint: "use -o FILE")
      }
      return "-"
    }
    var target = OutputFormat.stem(of: input) + to.suffix
    if let outputDir { target = FilePath.join(outputDir, FilePath.name(of: target)) }
    if target == input, !force {
      throw CommandFailure(
        .outside, "\(input): would be written over itself",
        hint: "name another file with -o, or replace it with --force")
    }
    if let other = taken[target] {
      throw CommandFailure(
        .badInput, "\(input): would be written to \(target), as \(other) is")
    }
    taken[target] = input
    return target
  }
}
