import ArgumentParser

/// The exit statuses that scripts rely on, as `latchkey(1)` lists them.
enum ExitStatus: Int32 {
  /// Done, or as expected.
  case done = 0
  /// The question was understood and the answer is no.
  case no = 1
  /// The input is not what it should be: a bad key, a wrong passphrase, a malformed plan.
  case badInput = 2
  /// The outside failed: input or output, permission, a port in use, a missing program.
  case outside = 3
  /// `check`: no SSH server could be asked.
  case unreachable = 20
  /// `check`: the host key is not the expected one.
  case untrusted = 21
  /// `check`: the server was asked and refused.
  case denied = 22
  /// `check`: the key was accepted and the server wants more.
  case partial = 23
  /// `check`: the door is open that should be shut.
  case allowed = 24
  /// `check`: no verdict could be had.
  case inconclusive = 25
  /// The command line itself was wrong (`EX_USAGE` of sysexits.h).
  case usage = 64

  /// What a command throws to end with this status when all has been said already.
  var code: ExitCode { ExitCode(rawValue) }
}
