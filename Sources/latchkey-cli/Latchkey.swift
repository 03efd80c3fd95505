import ArgumentParser
import CProcess
import LatchkeyCrypto

/// The root command: it names the verbs and ends the process with the status that `latchkey(1)`
/// promises.
@main
struct Latchkey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latchkey",
    abstract: "Make the key, put it in the door, prove that it opens.",
    discussion: """
      Examples:
        latchkey generate web --type ed25519
        latchkey convert web.pem --to ppk
        latchkey inspect ~/.ssh/authorized_keys
        latchkey match web web.pub
        latchkey instance launch --key web.pub
        latchkey metadata serve
        latchkey check -i web.pem admin@host.example
        latchkey rotate -i old.pem --new new.pem admin@host.example
      """,
    version: "latchkey \(Version.current)",
    groupedSubcommands: [
      CommandGroup(
        name: "Keys",
        subcommands: [
          GenerateCommand.self, ConvertCommand.self, InspectCommand.self, MatchCommand.self,
        ]),
      CommandGroup(
        name: "Simulated instances", subcommands: [InstanceCommand.self, MetadataCommand.self]),
      CommandGroup(
        name: "Access",
        subcommands: [CheckCommand.self, ReportCommand.self, RotateCommand.self]),
    ])

  /// Parses, runs, flushes; every failure ends in `Ending.report`.
  static func main() {
    // First of all: from here on there may be secrets in memory.
    _ = latchkey_hide_memory()
    StandardStreams.prepare()
    CryptoLibrary.leaveCleanupToExit()
    do {
      var command = try command(Array(CommandLine.arguments.dropFirst()))
      try command.run()
      try Output.standard.flush()
    } catch {
      Ending.report(error)
    }
  }

  /// What the words of the command line ask for.
  private static func command(_ words: [String]) throws -> any ParsableCommand {
    let verb: any ParsableCommand.Type
    var words = words
    var alone = words
    switch words.first {
    case "generate": verb = GenerateCommand.self
    case "match": verb = MatchCommand.self
    case "convert", "inspect":
      verb = words.first == "convert" ? ConvertCommand.self : InspectCommand.self
      words = OperandBundle.bundle(words)
      alone = words
    case "check":
      verb = CheckCommand.self
      // What is wrong with one destination is said of that one, by the whole.
      alone = OperandBundle.bundle(words)
    default: return try parseAsRoot(words)
    }
    // Alone at first, because the parser spends most of a short command's time on looking at what
    // all the commands can do. What is wrong, and all help, is said by the whole.
    if let command = try? verb.parseAsRoot(Array(alone.dropFirst())) { return command }
    return try parseAsRoot(words)
  }
}
