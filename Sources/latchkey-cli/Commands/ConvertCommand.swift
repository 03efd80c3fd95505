import ArgumentParser

/// `latchkey convert`: see latchkey-convert(1).
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write keys in another format.")

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    throw CommandFailure(.outside, "convert: not built yet")
  }
}
