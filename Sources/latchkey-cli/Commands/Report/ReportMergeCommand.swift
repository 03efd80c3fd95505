import ArgumentParser
import Glibc
import LatchkeyCrypto
import LatchkeyFiles
import LatchkeyReport

/// `latchkey report merge`: see latchkey-report(1).
struct ReportMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the JSON Lines reports of a plan's shards into one report.",
    discussion: """
      Exits with 0 where all is as expected, 1 where not, and 2 where a report is damaged, stands \
      there twice, is of another plan, or is missing.
      """)

  @Argument(
    help: ArgumentHelp(
      "The reports, as check --format json writes them; - is standard input.",
      valueName: "report"),
    completion: .file())
  var reports: [String]

  @Option(help: "How to report.")
  var format: ReportFormat?

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Write the report to this file.", valueName: "file"), completion: .file())
  var reportPath: String?

  @Flag(help: "Replace the report file if it exists.")
  var force = false

  @Flag(help: "Exit as a Nagios plugin does: 0 all is as expected, 2 critical, 3 unknown.")
  var nagiosExitStatus = false

  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    try StandardInput.checkUse(reports)
    if outputOptions.json, let format, format != .json {
      throw ValidationError("--json contradicts --format \(format.rawValue)")
    }
  }

  /// The most that is read of one report: some hundred thousand checks.
  private static let sizeLimit = 1 << 29

  func run() throws {
    let output = outputOptions.output
    if let reportPath { try ReportFile.checkPlace(reportPath, replacing: force) }
    var failures = FailureList()
    var merge = ReportMerge()
    for path in reports {
      do throws(CommandFailure) {
        let content = try InputFile.read(path, limit: Self.sizeLimit)
        merge.add(
          ByteOrderMark.dropped(
            from: content.withSpan { bytes in bytes.indices.map { bytes[$0] } }),
          name: InputFile.name(path))
      } catch {
        failures.add(error)
      }
    }
    let merged = merge.merged()
    for finding in merged.findings {
      failures.add(CommandFailure(.badInput, finding.description))
    }
    let summary = merged.summary(time: Int(time(nil)))
    try write(merged, summary, to: output)
    if nagiosExitStatus { throw ExitCode(NagiosState(summary).rawValue) }
    try failures.finish()
    if !summary.isMet { throw ExitStatus.no.code }
  }

  private func write(
    _ merged: MergedReport, _ summary: ReportSummary, to output: Output
  ) throws(CommandFailure) {
    let format = format ?? (outputOptions.json ? .json : .text)
    var content = format.report(merged.records, summary: summary)
    if format == .text { content += Array("\(summary.line)\n".utf8) }
    if let reportPath {
      try ReportFile.write(content, to: reportPath, replacing: force)
    } else if format == .text {
      output.result(text: content)
    } else {
      output.result(content: content)
    }
  }
}
