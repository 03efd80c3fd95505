import ArgumentParser
import FoundationEssentials
import LatchkeyCrypto
import LatchkeyJSON
import LatchkeyPlan
import LatchkeyVerifier

/// A plan, from its file.
enum PlanFile {
  /// More bytes than these are no plan.
  private static let sizeLimit = 16 << 20

  /// Reads a plan and all that it names. What is wrong is said, each with its place, and ends the
  /// command.
  static func read(_ path: String, _ output: Output) throws -> ResolvedPlan {
    let content = try InputFile.read(path, limit: sizeLimit)
    let bytes = content.withSpan { bytes in bytes.indices.map { bytes[$0] } }
    do throws(PlanErrors) {
      var resolver = PlanResolver(environment: ProcessInfo.processInfo.environment)
      if path == "-" { resolver.folder = "." }
      let resolved = try resolver.resolve(
        yaml: bytes, fileName: path == "-" ? "standard input" : path)
      for warning in resolved.warnings { output.warning(warning) }
      return resolved
    } catch {
      var failures = FailureList()
      for one in error.errors { failures.add(CommandFailure(.badInput, one.description)) }
      try failures.finish()
      throw ExitStatus.badInput.code
    }
  }

  /// Prints what would be asked, by which way and whom it would trust: a line a check, or an object.
  static func list(_ plan: ResolvedPlan, _ shard: Shard?, _ options: OutputOptions) {
    for planned in shard.map({ plan.checks(of: $0) }) ?? plan.checks {
      let check = planned.check
      if options.json {
        var object = JSONObject()
        object.add("id", check.id)
        object.add("hostName", check.hostName)
        object.add("host", check.host)
        object.add("port", Int(check.port))
        object.add("user", check.user)
        object.add("expect", check.expectation.rawValue)
        object.add("line", planned.place?.line)
        check.addWay(to: &object)
        options.output.result(object)
      } else {
        let word = check.expectation.rawValue
        let gap = String(repeating: " ", count: 8 - word.utf8.count)
        let rule = planned.place.map { "line \($0.line)" } ?? "strict"
        options.output.result(Visible.text("\(word)\(gap)\(check.id)  (\(rule))  \(check.way)"))
      }
    }
  }
}
