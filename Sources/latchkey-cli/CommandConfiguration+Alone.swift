import ArgumentParser

extension CommandConfiguration {
  /// The configuration of a verb that is parsed by itself at first, as `Latchkey.main` does it.
  ///
  /// What stands above a command that has a name above it is looked after elsewhere: the parser does
  /// not look for `--generate-completion-script` then, which takes a fifth of a short command's time.
  var parsedAlone: CommandConfiguration {
    var configuration = self
    configuration._superCommandName = "latchkey"
    return configuration
  }
}
