import Foundation
import TestSupport

/// Runs one script in a folder of its own and throws at the first line that does not hold.
final class ScriptRunner {
  /// No command of a script may take longer; a hang is then a failure with the line in it.
  private static let patience = 120.0

  private let folder: TemporaryFolder
  private var variables: [String: String] = [:]
  private var running: [String: RunningCommand] = [:]

  init() throws { folder = try TemporaryFolder() }

  /// Runs all steps, up to a `@ needs` that is not met: returns what is missing then.
  @discardableResult func run(_ script: Script) throws -> String? {
    defer { for command in running.values { command.kill() } }
    for step in script.steps {
      switch step.action {
      case .needs(let programs):
        if let missing = missing(programs) { return missing }
      case .run(let text): try finish(try start(text, step), step)
      case .start(let name, let text): try background(name, text, step)
      case .end(let name, let signal): try end(name, signal, step)
      }
    }
    if let name = running.keys.sorted().first, let last = script.steps.last {
      throw ScriptError(line: last.line, "still running at the end of the script: \(name)")
    }
    return nil
  }

  private func missing(_ programs: [String]) -> String? {
    let missing = programs.filter { program in
      switch program {
      case "root": getuid() != 0
      // A container or a chroot may have root, and allow no file system to be mounted.
      case "mounts": (try? Tool(named: "unshare")?.run(["--mount", "true"]).status) != 0
      default: !Tool.isAvailable(program)
      }
    }
    return missing.isEmpty ? nil : missing.joined(separator: ", ")
  }

  /// What every command finds: our programs first in PATH, a state folder of its own, no agent, no
  /// terminal, and the values that earlier lines took.
  private func start(_ text: String, _ step: Script.Step) throws -> RunningCommand {
    let products = URL(fileURLWithPath: Tool.built("latchkey").path).deletingLastPathComponent()
    let outside = ProcessInfo.processInfo.environment
    let environment = [
      "PATH": "\(products.path):\(outside["PATH"] ?? "/usr/bin:/bin"):/usr/sbin:/sbin",
      "HOME": folder.path, "LATCHKEY_HOME": folder.path(".latchkey"),
      "FIXTURES": Fixture.path("").trimmingSuffix("/"), "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ].merging(variables) { $1 }
    // `unprivileged COMMAND`: files' permissions hold for it even where the tests run as root.
    let prelude = """
      unprivileged() {
        [ "$(id -u)" = 0 ] || { "$@"; return; }
        setpriv --bounding-set=-dac_override,-dac_read_search -- "$@"
      }
      cd "$HOME" || exit

      """
    return try RunningCommand(
      prelude + text, input: step.expected.input, environment: environment)
  }

  private func background(_ name: String, _ text: String, _ step: Script.Step) throws {
    guard running[name] == nil else {
      throw ScriptError(line: step.line, "\(name) runs already")
    }
    // exec: the process that `@ stop` signals is the program itself, not the shell.
    let command = try start("exec \(text)", step)
    running[name] = command
    let expected = step.expected
    command.poll(seconds: ScriptRunner.patience) {
      let output = (try? command.outputLines().count) ?? 0
      let errors = (try? command.errorLines().count) ?? 0
      return output >= expected.output.count && errors >= expected.errors.count
    }
    let output = try command.outputLines().prefix(expected.output.count)
    let errors = try command.errorLines().prefix(expected.errors.count)
    command.outputLinesSeen = output.count
    command.errorLinesSeen = errors.count
    try compare(Array(output), Array(errors), expected, step)
  }

  private func end(_ name: String, _ signal: String?, _ step: Script.Step) throws {
    guard let command = running.removeValue(forKey: name) else {
      throw ScriptError(line: step.line, "\(name) does not run")
    }
    if let signal {
      let numbers = ["HUP": SIGHUP, "INT": SIGINT, "KILL": SIGKILL, "TERM": SIGTERM]
      guard let number = numbers[signal] else {
        throw ScriptError(line: step.line, "unknown signal: \(signal)")
      }
      command.send(number)
    }
    try finish(command, step)
  }

  private func finish(_ command: RunningCommand, _ step: Script.Step) throws {
    guard let status = command.wait(seconds: ScriptRunner.patience) else {
      command.kill()
      throw ScriptError(line: step.line, "did not end within \(ScriptRunner.patience) s")
    }
    let output = try command.outputLines().dropFirst(command.outputLinesSeen)
    let errors = try command.errorLines().dropFirst(command.errorLinesSeen)
    try compare(Array(output), Array(errors), step.expected, step)
    guard status == step.expected.status else {
      throw ScriptError(
        line: step.line, "exit status \(status), expected \(step.expected.status)")
    }
  }

  private func compare(
    _ output: [String], _ errors: [String], _ expected: Script.Expectation, _ step: Script.Step
  ) throws {
    let differences = [
      try LineMatcher.difference(
        "standard output", output, expected.output, variables: &variables),
      try LineMatcher.difference(
        "standard error", errors, expected.errors, variables: &variables),
    ].compactMap { $0 }
    if !differences.isEmpty {
      throw ScriptError(line: step.line, differences.joined(separator: "\n"))
    }
  }
}

extension String {
  /// The string without a suffix that it may have.
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
