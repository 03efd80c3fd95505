/// Who may get into what, and who may not (latchkey-plan(5)): a plan file as it is written. Nothing
/// but the file itself has been looked at; ``PlanResolver`` reads what it names.
public struct Plan: Sendable {
  /// The file's name, for errors.
  public let fileName: String
  /// Whether all that no rule names must not get in.
  public let isStrict: Bool
  /// What holds for every host that does not say otherwise.
  public let defaults: PlanDefaults
  /// The files that name hosts.
  public let inventories: [PlanInventory]
  /// The hosts that the plan itself names, in its order.
  public let hosts: [PlanHost]
  /// The users that there are on every host that does not say otherwise; `nil`: those that rules name.
  public let users: [PlanName]?
  /// The keys, in the plan's order.
  public let keys: [PlanKey]
  /// The rules: those that allow, then those that deny.
  public let rules: [PlanRule]

  /// Reads a plan.
  ///
  /// - Parameters:
  ///   - yaml: the file's bytes.
  ///   - fileName: what errors call it; relative paths in it are taken from its folder.
  /// - Throws: all that is wrong, each with line and column. Where the file is no YAML, the first
  ///   mistake alone; names of hosts are looked at only where no inventory may have more of them.
  public init(yaml: [UInt8], fileName: String) throws(PlanErrors) {
    let draft = try PlanDraft(yaml, fileName: fileName)
    if let errors = PlanErrors(draft.errors) { throw errors }
    self = draft.plan
  }

  /// Takes a plan out of a file, as far as it fits the schema.
  init(_ root: YAMLNode, fileName: String) {
    let reader = PlanReader(root, fileName: fileName)
    self.fileName = fileName
    isStrict = root["strict"]?.boolean ?? false
    defaults = reader.defaults()
    inventories = reader.inventories()
    hosts = reader.hosts()
    users = PlanName.all(root["users"])
    keys = reader.keys()
    rules = reader.rules()
  }
}
