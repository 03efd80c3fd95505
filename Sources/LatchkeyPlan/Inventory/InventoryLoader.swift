internal import LatchkeyFiles

/// Gathers the hosts of a plan and of its inventories.
struct InventoryLoader {
  /// Bytes of an inventory.
  private static let sizeLimit = 16 << 20

  private(set) var errors: [PlanError] = []
  private(set) var warnings: [String] = []
  private let plan: Plan
  private let files: PlanFiles
  private var hosts: [PlanHost] = []
  private var places: [String: Int] = [:]

  init(_ plan: Plan, files: PlanFiles) {
    self.plan = plan
    self.files = files
  }

  /// Those of the inventories, in their order, then those that the plan alone names. What the plan
  /// says of a host goes before what an inventory says, and an inventory before those after it.
  mutating func gather() -> [PlanHost] {
    for inventory in plan.inventories {
      do {
        for var host in try read(inventory) {
          host.tags += inventory.tags.filter { !host.tags.contains($0) }
          if let index = places[host.name] {
            var merged = host
            merged.take(hosts[index])
            hosts[index] = merged
          } else {
            add(host)
          }
        }
      } catch {
        errors.append(error)
      }
    }
    for host in plan.hosts {
      if let index = places[host.name] {
        hosts[index].take(host)
      } else {
        add(host)
      }
    }
    return hosts
  }

  private mutating func add(_ host: PlanHost) {
    places[host.name] = hosts.count
    hosts.append(host)
  }

  private mutating func read(_ inventory: PlanInventory) throws(PlanError) -> [PlanHost] {
    let path = files.path(inventory.file.text)
    let bytes: [UInt8]
    do {
      bytes = try files.bytes(path, limit: Self.sizeLimit)
    } catch {
      throw PlanError(
        .unusableFile, in: plan.fileName, at: inventory.file.place, error.description)
    }
    guard !bytes.starts(with: "#!".utf8) else {
      throw PlanError(
        .unusableFile, in: plan.fileName, at: inventory.file.place,
        "\(inventory.file.text.shownPath) is a program, and none is run; keep what it prints with "
          + "--list, as an inventory of the format ansible-json")
    }
    let format = inventory.format ?? InventoryFormat.guess(path, bytes)
    if format == .sshConfig {
      var reader = SSHConfigReader(files: files)
      let config = try reader.read(bytes, path: path)
      warnings += reader.warnings
      return try config.hosts()
    }
    var graph = AnsibleInventory(fileName: path)
    switch format {
    case .ansibleINI: try AnsibleINI.read(bytes, into: &graph)
    case .ansibleJSON: try AnsibleJSON.read(bytes, into: &graph)
    default: try AnsibleYAML.read(bytes, into: &graph)
    }
    for name in ["group_vars", "host_vars"] {
      let folder = PlanFiles.folder(of: path)
      guard files.isThere(folder.isEmpty ? name : "\(folder)/\(name)") else { continue }
      warnings.append(
        "\(path.shownPath): \(name) beside it is not read; what ansible-inventory --list prints has "
          + "it all")
    }
    let found = try graph.planHosts()
    warnings += found.warnings
    return found.hosts
  }
}
