import ArgumentParser

/// `latchkey match`: see latchkey-match(1).
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match", abstract: "Do a private and a public key belong together?")

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    throw CommandFailure(.outside, "match: not built yet")
  }
}
