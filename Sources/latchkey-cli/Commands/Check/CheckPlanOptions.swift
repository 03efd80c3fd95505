import ArgumentParser

/// What is checked, where a file says so.
struct CheckPlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Check what this file asks for, latchkey-plan(5): who may get into what, and who may not.",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var plan: String?

  @Option(
    help: ArgumentHelp(
      "Check this part of the plan only, I of N; env: the one that Slurm names; env/N: or Kubernetes.",
      valueName: "i/n|env|env/n"), transform: ShardChoice.init(parsing:))
  var shard: ShardChoice?

  @Flag(help: "List the checks that the plan asks for, and ask nobody.")
  var dryRun = false

  func validate() throws {
    if plan == nil && shard != nil { throw ValidationError("--shard cuts a plan: give --plan") }
    if plan == nil && dryRun {
      throw ValidationError("--dry-run lists a plan's checks: give --plan")
    }
  }
}
