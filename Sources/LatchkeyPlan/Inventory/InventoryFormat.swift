/// Finds out what an inventory is where the plan does not say.
enum InventoryFormat {
  /// By its name, and for those that say nothing by its first character.
  static func guess(_ path: String, _ bytes: [UInt8]) -> PlanInventory.Format {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if name == "config" || name.hasSuffix("ssh_config") { return .sshConfig }
    switch name.split(separator: ".").dropFirst().last {
    case "yml", "yaml": return .ansibleYAML
    case "json": return .ansibleJSON
    case "ini", "cfg": return .ansibleINI
    default: break
    }
    let first = bytes.first { !$0.isBlank && $0 != 0x0a && $0 != 0x0d }
    if first == UInt8(ascii: "{") { return .ansibleJSON }
    return bytes.starts(with: "---".utf8) ? .ansibleYAML : .ansibleINI
  }
}
