import TestSupport
import Testing

/// The runner is strict: a specification that nothing could violate would be worth nothing.
@Suite struct ScriptRunnerTests {
  @Test(arguments: [
    Sample("output that nobody expected", "$ echo one; echo two\none\n"),
    Sample("output that did not come", "$ true\none\n"),
    Sample("other output", "$ echo two\none\n"),
    Sample("output in another order", "$ echo two; echo one\none\ntwo\n"),
    Sample("an error line that nobody expected", "$ echo one >&2\n"),
    Sample("another exit status", "$ exit 3\n? 2\n"),
    Sample("a failure that nobody expected", "$ exit 3\n"),
    Sample("a pattern that does not match", "$ echo SHA256:short\n%{sha256}\n"),
    Sample("a variable that nothing was taken into", "$ echo\n%{NAME}\n"),
    Sample("a pattern that does not exist", "$ echo one\n%{nonsense}\n"),
    Sample("an unknown directive", "@ demands root\n"),
    Sample("an exit status that is no number", "$ true\n? ok\n"),
    Sample("a background command left running", "& it sleep 60\n"),
    Sample("a background command that ends too early", "& it echo one\none\ntwo\n"),
    Sample("the end of a command that does not run", "@ stop it\n"),
    Sample(
      "output after the expected lines of a background command",
      "& it sh -c 'echo one; echo two; sleep 0.2'\none\n\n@ wait it\n"
    ),
    Sample("no command at all", "prose\n"),
  ])
  func `a script fails on`(_ sample: Sample) {
    #expect(throws: ScriptError.self, "\(sample.what)") {
      try ScriptRunner().run(try Script(sample.script))
    }
  }

  @Test(arguments: [
    Sample("lines that match", "prose\n$ echo one; echo two >&2; exit 3\none\n! two\n? 3\n"),
    Sample("standard input", "$ cat\n< one\n<\n< two\none\n>\ntwo\n"),
    Sample("a command over two lines", "$ echo one \\\n  two\none two\n"),
    Sample("JSON, whose braces are no patterns", "$ echo '{\"a\":{}}'\n{\"a\":{}}\n"),
    Sample("a value taken and used", "$ echo a=12.\na=%{A=/[0-9]{2}/}.\n\n$ echo $A 13\n%{A} 13\n"),
    Sample("lines that end as on Windows", "$ printf 'one\\r\\ntwo\\r\\n'\none\ntwo\n"),
    Sample("any number of lines", "$ seq 9\n1\n%{lines}\n8\n9\n"),
    Sample(
      "a background command",
      """
      & it sh -c 'trap "echo bye; exit 4" TERM; echo ready; while :; do sleep 0.02; done'
      ready

      @ stop it
      bye
      ? 4

      """
    ),
    Sample("no terminal", "$ sh -c ': < /dev/tty'\n! %{any}No such device or address\n? 2\n"),
    Sample(
      "file permissions, also for root",
      "$ touch file; chmod 000 file; unprivileged cat file\n! cat: file: Permission denied\n? 1\n"
    ),
  ])
  func `a script holds with`(_ sample: Sample) throws {
    do {
      try ScriptRunner().run(try Script(sample.script))
    } catch let error as ScriptError {
      Issue.record("\(sample.what): \(error.line): \(error)")
    }
  }
}

/// A small script and what is special about it.
struct Sample: Sendable, CustomTestStringConvertible {
  let what: String
  let script: String

  init(_ what: String, _ script: String) {
    self.what = what
    self.script = script
  }

  var testDescription: String { what }
}
