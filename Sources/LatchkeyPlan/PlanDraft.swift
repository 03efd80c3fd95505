/// A plan as it is written, and all that is wrong with its text: where there is anything, what it names
/// is looked at as well, so that all of it can be told at once.
struct PlanDraft {
  let plan: Plan
  /// What is wrong; empty where the plan may be used.
  let errors: [PlanError]

  /// Reads a plan.
  ///
  /// - Throws: what is wrong with the YAML, and no more: what follows it cannot be understood.
  init(_ yaml: [UInt8], fileName: String) throws(PlanErrors) {
    let root: YAMLNode
    let schema: SchemaSet
    do {
      root = try YAMLDocument(yaml, fileName: fileName).root
      schema = try PlanSchema.read()
    } catch {
      throw PlanErrors(error)
    }
    plan = Plan(root, fileName: fileName)
    var errors = SchemaValidator.errors(in: root, by: schema, fileName: fileName)
    if errors.isEmpty {
      errors = PlanSense.errors(in: plan)
      errors +=
        plan.inventories.isEmpty
        ? PlanMatrix(plan, hosts: plan.hosts).errors : PlanMatrix.nameErrors(in: plan)
    } else {
      // A name that the schema does not know hides others, so that nothing is said of names.
      errors.addNew(PlanSense.textErrors(in: plan))
    }
    self.errors = errors
  }
}

extension [PlanError] {
  /// Adds those of places of which nothing is said yet.
  mutating func addNew(_ others: [PlanError]) {
    let places = Set(compactMap(\.place))
    for error in others {
      guard let place = error.place, !places.contains(place) else { continue }
      append(error)
    }
  }
}
