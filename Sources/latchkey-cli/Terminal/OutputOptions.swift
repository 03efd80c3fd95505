import ArgumentParser

/// The options that every verb has.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON Lines: one object a result.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors; results only with --json.")
  var quiet = false

  /// The streams, silenced where that was asked for.
  var output: Output {
    if quiet { Output.standard.silence() }
    return Output.standard
  }
}
