/// What is said to a command's standard input, in answer to what the command writes.
public struct CommandDialogue: Sendable {
  /// How many bytes are kept of each of the command's streams.
  public let outputLimit: Int
  /// What to send; nothing where there is nothing to say.
  ///
  /// Called once the command has been started, and each time it has written; with all that it has
  /// written so far. The check waits for it, with its clock running, and so do those beside it.
  public let answer: @Sendable (CommandResult) -> [UInt8]

  /// A dialogue.
  public init(
    outputLimit: Int = CommandResult.outputLimit,
    answer: @escaping @Sendable (CommandResult) -> [UInt8]
  ) {
    self.outputLimit = outputLimit
    self.answer = answer
  }
}
