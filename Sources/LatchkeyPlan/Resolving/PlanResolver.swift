internal import LatchkeyFiles
internal import LatchkeyKeys
public import LatchkeyVerifier

/// Reads what a plan names: inventories, keys, host keys; and asks the ssh-agent.
public struct PlanResolver: Sendable {
  /// The folder that relative paths are taken from; `nil`: the plan's own.
  public var folder: String?
  /// What `~` stands for; `nil`: itself.
  public var home: String?
  /// The agent that holds the keys which the plan takes from one.
  public var agent: SSHAgent?

  /// A resolver for the person who an environment belongs to (`HOME`, `SSH_AUTH_SOCK`).
  public init(environment: [String: String]) {
    home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    agent = SSHAgent(environment: environment)
  }

  /// Reads a plan, and everything that it names.
  ///
  /// - Parameters:
  ///   - yaml: the file's bytes.
  ///   - fileName: what errors call it; relative paths in it are taken from its folder.
  /// - Throws: all that is wrong with the plan, and with the keys and host keys that it names.
  public func resolve(yaml: [UInt8], fileName: String) throws(PlanErrors) -> ResolvedPlan {
    let draft = try PlanDraft(yaml, fileName: fileName)
    if !draft.errors.isEmpty {
      var resolution = PlanResolution(
        draft.plan, hosts: draft.plan.hosts, files: files(of: draft.plan), agent: agent)
      resolution.readFiles()
      var errors = draft.errors
      errors.addNew(resolution.errors)
      if let errors = PlanErrors(errors) { throw errors }
    }
    return try resolve(draft.plan)
  }

  private func files(of plan: Plan) -> PlanFiles {
    PlanFiles(folder: folder ?? PlanFiles.folder(of: plan.fileName), home: home)
  }

  /// Everything that the plan names, and the checks that it asks for.
  ///
  /// - Throws: all that is wrong with the files, and with names that only they could have made good.
  public func resolve(_ plan: Plan) throws(PlanErrors) -> ResolvedPlan {
    let files = files(of: plan)
    var inventories = InventoryLoader(plan, files: files)
    let hosts = inventories.gather()
    var resolution = PlanResolution(plan, hosts: hosts, files: files, agent: agent)
    if !inventories.errors.isEmpty {
      // What such a file would have named seems unknown to all but keys and host keys.
      resolution.readFiles()
      if let errors = PlanErrors(inventories.errors + resolution.errors) { throw errors }
    }
    let matrix = PlanMatrix(plan, hosts: hosts)
    let table = resolution.table(users: matrix.users)
    resolution.checkJumps(of: matrix.cells, in: table)
    if let errors = PlanErrors(matrix.errors + resolution.errors) { throw errors }
    let ways = WayErrors(matrix.cells, hosts: hosts, table: table)
    let aliases = Aliases(matrix.cells, plan: plan, hosts: hosts, table: table)
    if let errors = PlanErrors(ways.errors + aliases.errors) { throw errors }
    return ResolvedPlan(
      plan: plan, warnings: inventories.warnings + resolution.warnings + aliases.warnings,
      checks: PlannedChecks(table: table, cells: matrix.cells))
  }
}
