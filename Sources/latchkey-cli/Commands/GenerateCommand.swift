import ArgumentParser

/// `latchkey generate`: see latchkey-generate(1).
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make SSH key pairs.")

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    throw CommandFailure(.outside, "generate: not built yet")
  }
}
