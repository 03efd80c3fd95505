import LatchkeyFormats

/// Why a command ends without having done what it was asked: one line for people, perhaps a hint,
/// and the exit status.
struct CommandFailure: Error {
  /// What the process exits with.
  var status: ExitStatus
  /// One line: lower case, no full stop, the file or host in front.
  var message: String
  /// What a person could do next, where that is not plain from the message.
  var hint: String?
  /// Whether the reader of standard output has gone away (`latchkey inspect … | head`): then
  /// nothing is said, and the process ends by SIGPIPE as every other in a pipe.
  var isBrokenPipe = false

  /// What is wrong with the key file, where one is: some commands take a file that is no key
  /// lightly.
  var fileFault: FormatError.Code?

  init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }
}
