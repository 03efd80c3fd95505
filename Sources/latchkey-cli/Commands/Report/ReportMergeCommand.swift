import ArgumentParser
import Glibc
import LatchkeyFiles
import LatchkeyReport

/// `latchkey report merge`: see latchkey-report(1).
struct ReportMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the JSON Lines reports of a plan's shards into one report.",
    discussion: """
      Exits with 0 where all is as expected, 1 where not, 2 where a report is damaged, stands there \
      twice or is of another plan, or a part of the plan is in none, and 3 where one cannot be read.
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
    help: ArgumentHelp("Write the report to this file; - is standard output.", valueName: "file"),
    completion: .file())
  var reportPath: String?

  @Flag(help: "Replace the report file if it exists.")
  var force = false

  @Flag(help: "Exit as a Nagios plugin does: 0 all is as expected, 2 critical, 3 unknown.")
  var nagiosExitStatus = false

  @OptionGroup var outputOptions: OutputOptions

  mutating func validate() throws {
    if reportPath == "-" { reportPath = nil }
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
        try add(path, to: &merge)
      } catch {
        failures.add(error)
      }
    }
    let isAllRead = failures.isEmpty
    let merged = merge.merged(isAllRead: isAllRead)
    for finding in merged.findings {
      // What is missing may stand in the report that could not be read.
      let status: ExitStatus = isAllRead || !finding.isAbsence ? .badInput : .outside
      failures.add(CommandFailure(status, finding.description))
    }
    do throws(CommandFailure) {
      try write(merged, to: output)
    } catch {
      // What is wrong with the reports has been said, and weighs more; but nobody has heard of a state
      // that was not printed.
      if nagiosExitStatus || error.isBrokenPipe { throw error }
      failures.add(error)
    }
    if nagiosExitStatus { throw ExitCode(NagiosState(merged.summary).rawValue) }
    try failures.finish()
    if !merged.summary.isMet { throw ExitStatus.no.code }
  }

  /// Adds a report, piece by piece: those of a large plan take more room than what is kept of them.
  private func add(_ path: String, to merge: inout ReportMerge) throws(CommandFailure) {
    var pieces = try InputFile.pieces(path, limit: Self.sizeLimit)
    var isBegun = false
    do throws(FileError) {
      try merge.add(name: InputFile.name(path)) { () throws(FileError) in
        defer { isBegun = true }
        let piece = try pieces.next()
        return isBegun ? piece : piece.map(ByteOrderMark.dropped)
      }
    } catch {
      throw InputFile.failure(error)
    }
  }

  private func write(_ merged: MergedReport, to output: Output) throws(CommandFailure) {
    let format = format ?? (outputOptions.json ? .json : .text)
    let destination = try ReportDestination(
      file: reportPath.map { path throws(CommandFailure) in
        try ReportFile(path, replacing: force)
      }, output: output, isText: format == .text)
    do throws(ReportError) {
      try merged.write(as: format, time: Int(time(nil))) { destination.write($0) }
    } catch {
      throw CommandFailure(.outside, error.description)
    }
    if format == .text { destination.write(Array("\(merged.summary.line)\n".utf8)) }
    try destination.finish()
  }
}
