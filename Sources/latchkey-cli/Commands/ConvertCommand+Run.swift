import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

extension ConvertCommand {
  func run() throws {
    // One `-` may feed one of the two only, so the order of reading does not matter.
    let passphrase = try unlocking.passphrase()
    let newPassphrase = try locking.passphrase()

    // All questions first, one after another; then the work, on all cores.
    var jobs: [Result<ConversionJob, any Error>] = []
    var targets: [String: String] = [:]
    for input in inputs {
      jobs.append(
        Result {
          let target = try target(of: input, taken: &targets)
          return try prepare(input, target, passphrase, newPassphrase)
        })
    }
    let files = OutputFiles(force: force)
    let outcomes = Parallel.map(jobs.count) { [jobs] index in
      jobs[index].flatMap { job in Result { try job.run(files) } }
    }

    // What could be converted is written; what could not has left nothing to write.
    try files.commit()
    var failures = FailureList()
    for (input, outcome) in zip(inputs, outcomes) {
      switch outcome {
      case .success(let converted): try report(converted)
      case .failure(let error): failures.add(CommandFailure(error, path: input))
      }
    }
    try outputOptions.output.flush()
    files.keep()
    try failures.finish()
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

  /// Reads a key and finds out what it takes to unlock it.
  private func prepare(
    _ input: String, _ target: String, _ passphrase: Passphrase?, _ newPassphrase: Passphrase?
  ) throws(CommandFailure) -> ConversionJob {
    let limit = to.isPrivate ? FormatLimits.keyFileSize : FormatLimits.keyListSize
    var job = ConversionJob(
      input: input, target: target, format: to,
      file: try KeyFileReader.read(input, limit: limit), comment: comment.map { KeyComment($0) },
      cost: cost)
    if let locked = try job.lockedKey() {
      job.passphrase = passphrase
      if passphrase == nil { job.passphrase = try PassphraseSource.ask(for: input) }
      job.newPassphrase = noPassphrase ? nil : newPassphrase ?? job.passphrase
      if noPassphrase, to.isPrivate, locked.encryption != nil {
        outputOptions.output.warning(
          "\(InputFile.name(input)): the private key is written without a passphrase")
      }
    } else {
      job.newPassphrase = newPassphrase
    }
    if job.hasCertificates {
      outputOptions.output.warning(
        "\(InputFile.name(input)): the key that is certified is written, without its certificate")
    }
    return job
  }

  /// One line or one object a file written; what went to standard output speaks for itself.
  private func report(_ converted: ConvertedKey) throws {
    let output = outputOptions.output
    if converted.target == "-" {
      try converted.content.bytes.withSpan { (bytes) throws(CommandFailure) in
        try output.result(secret: bytes)
      }
    } else if outputOptions.json {
      output.result(converted.json)
    } else {
      output.result(converted.line)
    }
  }
}
