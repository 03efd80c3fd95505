import ArgumentParser
import CProcess
import LatchkeyCrypto
import LatchkeyPlan

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
      try checkEncoding()
      var command = try command(Array(CommandLine.arguments.dropFirst()))
      try command.run()
      try Output.standard.flush()
    } catch {
      Ending.report(error)
    }
  }

  /// Refuses words that are not UTF-8: with U+FFFD in their place, as Swift reads them, another user or
  /// another file would be meant.
  private static func checkEncoding() throws(CommandFailure) {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    for (index, word) in CommandLine.arguments.enumerated()
    where word.unicodeScalars.contains(replacement) {
      guard let bytes = CommandLine.unsafeArgv[index], String(validatingCString: bytes) == nil
      else { continue }
      throw CommandFailure(
        .usage, "argument \(index), '\(word)', is not UTF-8, as all names have to be",
        hint: "rename what it names, or write it in UTF-8 (a terminal's or a script's encoding)")
    }
  }

  /// Says what may have been meant by a verb that there is not.
  private static func checkVerbs(_ words: [String]) throws {
    var command: any ParsableCommand.Type = Latchkey.self
    for word in words where word != "help" {
      let verbs = command.configuration.subcommands
      if word.hasPrefix("-") || verbs.isEmpty { return }
      if let verb = verbs.first(where: { $0.configuration.commandName == word }) {
        command = verb
        continue
      }
      let names = verbs.compactMap { $0.configuration.commandName }
      guard let near = NearestName.of(word, in: names) else { return }
      throw ValidationError("there is no command '\(Visible.text(word))'; did you mean '\(near)'?")
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
    default:
      try checkVerbs(words)
      return try parseAsRoot(words)
    }
    // Alone at first, because the parser spends most of a short command's time on looking at what
    // all the commands can do. What is wrong, and all help, is said by the whole.
    if let command = try? verb.parseAsRoot(Array(alone.dropFirst())) { return command }
    return try parseAsRoot(words)
  }
}
