internal import FuzzSupport
internal import LatchkeyVerifier

@testable internal import LatchkeyPlan

/// Plans and inventories: a byte that says which, then the file.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let kind = input.byte() % 5
  let file = input.rest()
  var graph = AnsibleInventory(fileName: "hosts")
  do {
    switch kind {
    case 0: return plan(file)
    case 1: try AnsibleINI.read(file, into: &graph)
    case 2: try AnsibleYAML.read(file, into: &graph)
    case 3: try AnsibleJSON.read(file, into: &graph)
    default:
      // What it includes is whatever lies on this machine.
      let text = String(decoding: file, as: UTF8.self).lowercased()
      guard !text.contains("include") else { return 0 }
      var reader = SSHConfigReader(files: PlanFiles(folder: "/nonexistent", home: nil))
      let hosts = try reader.read(file, path: "config").hosts()
      PlanProperties.check(hosts)
      PlanProperties.checkWays(to: hosts, in: file)
      return 0
    }
    let hosts = try graph.planHosts().hosts
    PlanProperties.check(hosts)
    PlanProperties.checkWays(to: hosts, in: file)
  } catch {
    PlanProperties.check(error, in: file)
  }
  return 0
}

private func plan(_ file: [UInt8]) -> CInt {
  do {
    let plan = try Plan(yaml: file, fileName: "plan.yml")
    if plan.inventories.isEmpty { PlanProperties.check(plan) }
  } catch {
    expect(!error.errors.isEmpty, "a plan is refused for a reason")
    for one in error.errors { PlanProperties.check(one, in: file) }
  }
  return 0
}

/// What has to hold of plans, of inventories and of what is wrong with them.
private enum PlanProperties {
  static func check(_ plan: Plan) {
    let matrix = PlanMatrix(plan, hosts: plan.hosts)
    expect(matrix.errors.isEmpty, "a plan that was read has no contradiction")
    var last: [Int32] = [-1, -1, -1]
    for cell in matrix.cells {
      let place = [cell.host, cell.user, cell.key]
      expect(last.lexicographicallyPrecedes(place), "each check once, and in order")
      last = place
      let rule = Int(cell.rule)
      expect(rule >= 0 || plan.isStrict, "what no rule names is checked by strict plans alone")
    }
    guard plan.isStrict else { return }
    let least = plan.hosts.filter { !$0.isJumpOnly && $0.users == nil }.count
    let users = Set((plan.users ?? []).map(\.text)).count
    expect(matrix.cells.count >= least * users * plan.keys.count, "strict leaves nothing out")
  }

  static func check(_ hosts: [PlanHost]) {
    expect(Set(hosts.map(\.name)).count == hosts.count, "each host once")
    for host in hosts { expect(host.port != 0, "0 is no port") }
  }

  /// A plan that asks about every host of an inventory, and reads no file for that.
  private static let asking = try? Plan(
    yaml: Array(
      """
      version: 1
      inventories: hosts
      defaults: {user: root, host-keys: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"}
      keys:
        key:
          public-key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKMCx0fpMRTx6UrHGcFdPf0D/ZL7ykarV4rEYm6P0Iet"
      allow: [{keys: key, hosts: all}]
      """.utf8), fileName: "plan.yml")

  /// A way that is not followed is told of, once each, where it stands; and no other is.
  static func checkWays(to hosts: [PlanHost], in file: [UInt8]) {
    guard let asking else { return expect(false, "the plan that asks about all can be read") }
    guard hosts.count < 100 else { return }
    let matrix = PlanMatrix(asking, hosts: hosts)
    let files = PlanFiles(folder: "/nonexistent", home: nil)
    var resolution = PlanResolution(asking, hosts: hosts, files: files, agent: nil)
    let table = resolution.table(users: matrix.users)
    guard matrix.errors.isEmpty, resolution.errors.isEmpty else { return }
    let told = WayErrors(matrix.cells, hosts: hosts, table: table).errors
    for error in told { check(error, in: file) }
    let lines = told.map { $0.place?.line }
    expect(Set(lines).count == lines.count, "each line is told of once")
    let ways = hosts.compactMap { $0.unusableWay?.place.line }
    expect(lines.allSatisfy { ways.contains($0 ?? 0) }, "what is told of is a way")
    for cell in matrix.cells {
      guard let way = hosts[Int(cell.host)].unusableWay else { continue }
      expect(lines.contains(way.place.line), "a host that is asked by another way is told of")
    }
  }

  static func check(_ error: PlanError, in file: [UInt8]) {
    ErrorProperties.check(text: error.reason)
    // Lines may end in characters of Unicode's, and a carriage return may stand alone.
    let breaks = String(decoding: file, as: UTF8.self).unicodeScalars
      .count { "\n\r\u{85}\u{2028}\u{2029}\u{0b}\u{0c}".unicodeScalars.contains($0) }
    guard let place = error.place else { return }
    expect((1...breaks + 2).contains(place.line), "line \(place.line) of \(breaks + 1)")
    expect((1...file.count + 1).contains(place.column), "column \(place.column)")
  }
}
