internal import LatchkeyFiles

/// Gathers the hosts of a plan and of its inventories.
struct InventoryLoader {
  private(set) var errors: [PlanError] = []
  private(set) var warnings: [String] = []
  private let plan: Plan
  private let files: PlanFiles

  init(_ plan: Plan, files: PlanFiles) {
    self.plan = plan
    self.files = files
  }

  /// Those of the inventories, in their order, then those that the plan alone names. What the plan
  /// says of a host goes before what an inventory says.
  mutating func hosts() -> [PlanHost] {
    plan.hosts
  }
}
