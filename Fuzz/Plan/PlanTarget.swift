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
      PlanProperties.check(try reader.read(file, path: "config").hosts())
      return 0
    }
    PlanProperties.check(try graph.planHosts().hosts)
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
