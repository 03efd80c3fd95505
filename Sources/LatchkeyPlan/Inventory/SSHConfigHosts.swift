internal import LatchkeyVerifier

/// The hosts of an ssh_config(5): those that a `Host` line names without a wildcard, and those that
/// they are reached through.
struct SSHConfigHosts {
  private let config: SSHConfig
  private let files: PlanFiles

  init(_ config: SSHConfig, files: PlanFiles) {
    self.config = config
    self.files = files
  }

  /// The hosts as a plan has them.
  func hosts() throws(PlanError) -> [PlanHost] {
    var hosts: [PlanHost] = []
    var known = Set(config.names.map(\.name))
    var waiting: [(jump: SSHDestination, place: YAMLPlace, fileName: String)] = []
    for (name, place, fileName) in config.names {
      let found = try host(name, as: name, place, fileName)
      hosts.append(found.host)
      waiting += found.jumps.map { ($0, place, fileName) }
    }
    // A jump host that no Host line names is there to be gone through only.
    while let (jump, place, fileName) = waiting.popLast() {
      guard known.insert(jump.text).inserted else { continue }
      var found = try host(jump.host, as: jump.text, place, fileName)
      found.host.isJumpOnly = true
      found.host.port = jump.port ?? found.host.port
      if let user = jump.user { found.host.user = PlanName(user, at: place) }
      hosts.append(found.host)
      waiting += found.jumps.map { ($0, place, fileName) }
    }
    return hosts
  }

  private func host(
    _ name: String, as title: String, _ place: YAMLPlace, _ fileName: String
  ) throws(PlanError) -> (host: PlanHost, jumps: [SSHDestination]) {
    let settings = config.settings(for: name)
    var host = PlanHost(name: title, fileName: fileName, place: place)
    host.address = name
    if let setting = settings["hostname"], let text = setting.words.first {
      if let found = AddressWithPort(text) {
        throw PlanError(
          .malformedInventory, in: setting.fileName, at: setting.place,
          "HostName \(found.mistake("Port"))")
      }
      host.address = expand(text, name)
    }
    if let port = settings["port"], let text = port.words.first {
      guard let number = UInt16(text), number > 0 else {
        throw PlanError(
          .malformedInventory, in: port.fileName, at: port.place,
          "Port \(text.printable): expected a TCP port, 1 to 65535")
      }
      host.port = number
    }
    if let user = settings["user"], let text = user.words.first {
      host.user = PlanName(text, at: user.place)
    }
    if let known = settings["userknownhostsfile"], known.words.first?.lowercased() != "none" {
      // What is not there holds no key; only what a plan itself names has to be.
      let there = known.words.filter { files.isThere(files.path($0)) }
      host.knownHosts = there.isEmpty ? nil : there.map { PlanName($0, at: known.place) }
    }
    host.hostKeyAlias = settings["hostkeyalias"]?.words.first
    if let command = settings["proxycommand"] {
      let isNone = command.words.first?.lowercased() == "none"
      // Reached directly, whatever a later ProxyJump or the plan's defaults say.
      if isNone { host.jump = [] }
      host.unusableWay =
        isNone
        ? nil
        : UnusableWay(
          setting: "ProxyCommand", advice: "ProxyJump", fileName: command.fileName,
          place: command.place)
    }
    let jumps = try jumps(settings)
    if settings["proxyjump"] != nil { host.jump = jumps.map { PlanName($0.text, at: place) } }
    return (host, jumps)
  }

  private func jumps(
    _ settings: [String: SSHConfig.Setting]
  ) throws(PlanError) -> [SSHDestination] {
    guard let setting = settings["proxyjump"], let text = setting.words.first,
      text.lowercased() != "none"
    else { return [] }
    var jumps: [SSHDestination] = []
    for part in text.split(separator: ",") {
      do throws(VerifierError) {
        jumps.append(try SSHDestination(parsing: part))
      } catch {
        throw PlanError(
          .malformedInventory, in: setting.fileName, at: setting.place,
          "ProxyJump \(error.reason), or several with commas")
      }
    }
    return jumps
  }

  /// `%h` and `%%` in HostName (ssh_config(5), TOKENS).
  private func expand(_ text: String, _ name: String) -> String {
    var made = ""
    var rest = Substring(text)
    while let next = rest.popFirst() {
      guard next == "%", let token = rest.first, token == "h" || token == "%" else {
        made.append(next)
        continue
      }
      rest.removeFirst()
      made += token == "h" ? name : "%"
    }
    return made
  }
}
