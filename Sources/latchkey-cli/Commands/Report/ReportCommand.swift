import ArgumentParser

/// `latchkey report`: see latchkey-report(1).
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Join the reports of checks, and write them in other forms.",
    discussion: """
      Examples:
        latchkey report merge shard-*.jsonl --format html -o access.html
        latchkey report merge access.jsonl --format junit -o access.xml
      """,
    subcommands: [ReportMergeCommand.self])
}
