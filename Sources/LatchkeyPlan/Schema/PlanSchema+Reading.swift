extension PlanSchema {
  /// The schema, ready for use.
  static func read() throws(PlanError) -> SchemaSet {
    do {
      return try SchemaReader(text).read()
    } catch let error as PlanError {
      throw error
    } catch {
      throw PlanError(.unsupported, in: "latchkey-plan.schema.json", at: nil, "\(error)")
    }
  }
}
