import Glibc

/// Measures latchkey beside the programs it is compared with and prints Markdown tables.
///
///     latchkey-bench --latchkey PATH [--nginx PATH] [--rounds N] [--pairs N] [--seconds N]
///                    [--python PATH] [--faults SCRIPT] [--access FOLDER] [--checks N]
///                    [--table keys|service|deadlines|access|fleet]
///
/// The table of deadlines is printed only where it is asked for, with a Python that has paramiko and
/// the script of the tests' misbehaving server; so are those of access, with one that has its peers,
/// and of fleets.
///
/// A missed target is told, never an error: a busy machine must not fail a build.
@main
enum Main {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let line = Array("latchkey-bench: error: \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws(BenchmarkError) {
    var latchkey = "latchkey"
    var rounds = 60
    var pairs = 400
    var nginx = "nginx"
    var seconds = 3
    var access = "Benchmarks/Access"
    var checks = 400
    var table: String?
    var python = "python3"
    var faults = "Tests/LatchkeyVerifierTests/Peers/fault_server.py"
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchmarkError("\(option): no value") }
      switch (option, Int(value)) {
      case ("--latchkey", _): latchkey = value
      case ("--nginx", _): nginx = value
      case ("--python", _): python = value
      case ("--faults", _): faults = value
      case ("--access", _): access = value
      case ("--checks", let number?) where number > 0: checks = number
      case ("--table", _)
      where ["keys", "service", "deadlines", "access", "fleet"].contains(value):
        table = value
      case ("--seconds", let number?) where number > 0: seconds = number
      case ("--rounds", let number?) where number > 0: rounds = number
      case ("--pairs", let number?) where number > 0: pairs = number
      default: throw BenchmarkError("\(option) \(value): not understood")
      }
    }

    let scratch = try Scratch()
    defer { scratch.remove() }
    if table == "deadlines" {
      print("\(Machine.description)\n\n\(DeadlineTable.header)")
      let deadlines = try DeadlineTable(
        latchkey: latchkey, server: [python, faults], scratch: scratch, rounds: min(rounds, 10))
      try deadlines.run { row in
        print(row)
        fflush(nil)
      }
      return
    }
    let contests = Contests(latchkey: latchkey, scratch: scratch, rounds: rounds, pairs: pairs)

    print(
      """
      \(Machine.description)
      Peers: \(Program("ssh", "-V").firstLine()), \(Program("openssl", "version").firstLine()), \
      \(Program("puttygen", "--version").firstLine()), \
      python3-cryptography \(Program("/usr/bin/python3", "-c", Contests.readerVersion).firstLine())
      \(Program("wrk", "-v").firstLine()), \(Program(nginx, "-v").firstLine())
      Each row is one run in which the two sides take turns; elapsed times are \
      minimum / **median** / maximum, processor times mean ± standard error.

      """)
    if table == nil || table == "keys" {
      print(Result.header)
      for group in contests.groups {
        for contest in try group() {
          print(try contest.run().row)
          fflush(nil)
        }
      }
    }
    if table == nil { print() }
    if table == nil || table == "service" {
      let service = ServiceContests(
        latchkey: latchkey, nginx: nginx, scratch: scratch, rounds: 5, seconds: seconds)
      print(ServiceContests.header)
      try service.run { row in
        print(row)
        fflush(nil)
      }
    }
    if table == "access" {
      let contests = AccessContests(
        latchkey: latchkey, sources: access, python: python, scratch: scratch, checks: checks,
        rounds: 5)
      print(AccessContests.header)
      try contests.run { row in
        print(row)
        fflush(nil)
      }
    }
    if table == "fleet" {
      let fleet = FleetTable(latchkey: latchkey, sources: access, python: python, scratch: scratch)
      print(FleetTable.header)
      try fleet.run { row in
        print(row)
        fflush(nil)
      }
    }
  }
}
