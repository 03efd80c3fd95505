internal import LatchkeyKeys
internal import LatchkeyVerifier

/// The work of a ``PlanResolver``: what went wrong is collected, so that all of it can be told.
struct PlanResolution {
  private(set) var errors: [PlanError] = []
  private(set) var warnings: [String] = []
  private let plan: Plan
  private let hosts: [PlanHost]
  private let roster: Roster
  private let files: PlanFiles
  private let agent: SSHAgent?

  init(_ plan: Plan, hosts: [PlanHost], files: PlanFiles, agent: SSHAgent?) {
    self.plan = plan
    self.hosts = hosts
    self.files = files
    self.agent = agent
    roster = Roster(hosts: hosts)
  }

  /// Reads everything. What could not be read is missing in it, and in ``errors``.
  mutating func table(users: [String]) -> PlanTable {
    let identities = identities()
    return PlanTable(
      hosts: resolvedHosts(), keys: identities, users: users, rules: plan.rules,
      deadlines: deadlines())
  }

  /// Reads keys and host keys for the sake of ``errors``.
  mutating func readFiles() {
    _ = identities()
    var loader = HostKeyLoader(files: files, plan: plan)
    for host in hosts {
      do throws(PlanError) {
        _ = try loader.policy(host)
      } catch {
        add(error)
      }
    }
  }

  private mutating func identities() -> [Identity] {
    var loader = KeyLoader(files: files, fileName: plan.fileName, agent: agent)
    var identities: [Identity] = []
    // What is offered: a certificate may open what its key does not.
    var names: [[UInt8]: String] = [:]
    for key in plan.keys {
      do {
        let identity = try loader.identity(key)
        identities.append(identity)
        let offered = identity.certificate?.blob ?? identity.publicKey.blob
        if let other = names[offered] {
          warnings.append(
            "\(plan.fileName):\(key.place.line): \(key.name) and \(other) are the same key")
        }
        names[offered] = key.name
      } catch {
        errors.append(error)
      }
    }
    warnings += loader.warnings
    return identities
  }

  private mutating func resolvedHosts() -> [ResolvedHost] {
    var loader = HostKeyLoader(files: files, plan: plan)
    let routes = Routes(plan, hosts: hosts, roster: roster)
    let keys = Roster(keys: plan.keys)
    var resolved: [ResolvedHost] = []
    for (index, host) in hosts.enumerated() {
      do {
        resolved.append(
          ResolvedHost(
            name: host.name, address: host.address ?? host.name,
            port: host.port ?? plan.defaults.port ?? 22, policy: try loader.policy(host),
            hostKeyAlias: host.hostKeyAlias, route: try routes.route(to: index),
            user: (host.user ?? plan.defaults.user)?.text,
            jumpKeys: host.jumpKeys?.compactMap { keys.index(of: $0.text) }))
      } catch {
        add(error)
      }
    }
    warnings += loader.warnings
    return resolved
  }

  /// One file that a thousand hosts name is one mistake.
  private mutating func add(_ error: PlanError) {
    if !errors.contains(where: { $0.place == error.place && $0.reason == error.reason }) {
      errors.append(error)
    }
  }

  private func deadlines() -> Deadlines {
    var deadlines = Deadlines()
    if let time = plan.defaults.connectTimeout { deadlines.connect = time.value }
    if let time = plan.defaults.timeout?.value {
      // One figure is given for all of it, so no stage ends before.
      deadlines = Deadlines(
        connect: min(deadlines.connect, time), keyExchange: time, authentication: time,
        command: time, total: time)
    }
    return deadlines
  }

  /// Sees to it that every jump host can be gone through.
  mutating func checkJumps(of cells: [PlanCell], in table: PlanTable) {
    guard errors.isEmpty else { return }
    var seen: Set<Int> = []
    var reported: Set<Int> = []
    for cell in cells {
      for jump in table.hosts[Int(cell.host)].route {
        let host = table.hosts[jump]
        if host.user == nil, seen.insert(jump).inserted {
          fail(jump, "is jumped through, and has no user; add user to it or to defaults")
        }
        guard host.jumpKeys == nil, case .publicKey = table.keys[Int(cell.key)].material,
          reported.insert(jump).inserted
        else { continue }
        fail(
          jump,
          "is jumped through, and of the key \(plan.keys[Int(cell.key)].name) there is only "
            + "the public half, which does not get in; name keys that do with jump-keys")
      }
    }
  }

  private mutating func fail(_ host: Int, _ reason: String) {
    errors.append(
      PlanError(
        .missingField, in: hosts[host].fileName, at: hosts[host].place,
        "\(hosts[host].name.printable) \(reason)"))
  }
}
