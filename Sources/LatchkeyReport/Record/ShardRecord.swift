import LatchkeyJSON

/// Which part of a plan a check belongs to, so that the parts can be put together again.
public struct ShardRecord: Sendable, Hashable {
  /// The part, counted from 1.
  public var index: Int
  /// How many parts there are.
  public var of: Int
  /// The check's place in the whole plan, counted from 0.
  public var order: Int?
  /// How many checks the whole plan has.
  public var planChecks: Int?
  /// What tells the plan from others: the beginning of its SHA-256, in hexadecimal.
  public var plan: String?

  /// A part of a plan.
  public init(
    index: Int, of: Int, order: Int? = nil, planChecks: Int? = nil, plan: String? = nil
  ) {
    self.index = index
    self.of = of
    self.order = order
    self.planChecks = planChecks
    self.plan = plan
  }

  /// More parts than any plan is cut into.
  static let maximumCount = 1_000_000
  /// More checks than any plan has.
  static let maximumChecks = 100_000_000

  var json: JSONObject {
    var object = JSONObject()
    object.add("index", index)
    object.add("of", of)
    object.add("order", order)
    object.add("planChecks", planChecks)
    object.add("plan", plan)
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    of = try reader.required("of", try reader.integer("of", in: 1...Self.maximumCount))
    index = try reader.required("index", try reader.integer("index", in: 1...of))
    planChecks = try reader.integer("planChecks", in: 1...Self.maximumChecks)
    order = try reader.integer("order", in: 0...(planChecks ?? Self.maximumChecks) - 1)
    plan = try reader.text("plan")
  }
}
