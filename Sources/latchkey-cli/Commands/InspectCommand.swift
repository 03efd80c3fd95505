import ArgumentParser

/// `latchkey inspect`: see latchkey-inspect(1).
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Say what key files hold.")

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    throw CommandFailure(.outside, "inspect: not built yet")
  }
}
