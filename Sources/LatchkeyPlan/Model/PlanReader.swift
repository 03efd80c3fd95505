internal import LatchkeyVerifier

/// Takes a plan out of a file that fits the schema.
struct PlanReader {
  private let root: YAMLNode
  private let fileName: String

  init(_ root: YAMLNode, fileName: String) {
    self.root = root
    self.fileName = fileName
  }

  func defaults() -> PlanDefaults {
    var defaults = PlanDefaults()
    guard let node = root["defaults"] else { return defaults }
    defaults.port = node["port"].flatMap(Self.port)
    defaults.user = node["user"].map(PlanName.init)
    defaults.knownHosts = PlanName.all(node["known-hosts"])
    defaults.hostKeys = PlanName.all(node["host-keys"])
    defaults.jump = PlanName.all(node["jump"])
    defaults.connectTimeout = node["connect-timeout"].flatMap(PlanDuration.init)
    defaults.timeout = node["timeout"].flatMap(PlanDuration.init)
    defaults.concurrency = node["concurrency"]?.integer
    defaults.perHost = node["per-host"]?.integer
    return defaults
  }

  func inventories() -> [PlanInventory] {
    (root["inventories"]?.texts ?? []).map { node in
      PlanInventory(
        file: PlanName(node["file"] ?? node),
        format: node["format"]?.text.flatMap(PlanInventory.Format.init),
        tags: Self.tags(node))
    }
  }

  func hosts() -> [PlanHost] {
    guard let node = root["hosts"] else { return [] }
    if let names = node.items {
      return names.map {
        PlanHost(name: $0.text ?? "", fileName: fileName, place: $0.place)
      }
    }
    return (node.pairs ?? []).map { host($0.name, at: $0.key.place, $0.value) }
  }

  private func host(_ name: String, at place: YAMLPlace, _ node: YAMLNode) -> PlanHost {
    var host = PlanHost(name: name, fileName: fileName, place: place)
    guard node.pairs != nil else {
      host.address = node.text
      host.addressPlace = node.place
      return host
    }
    host.address = node["address"]?.text
    host.addressPlace = node["address"]?.place
    host.port = node["port"].flatMap(Self.port)
    host.user = node["user"].map(PlanName.init)
    host.users = PlanName.all(node["users"])
    host.hostKeys = PlanName.all(node["host-keys"])
    host.knownHosts = PlanName.all(node["known-hosts"])
    if let node = node["insecure-ignore-host-key"], node.boolean == true {
      host.ignoresHostKey = node.place
    }
    host.jump = PlanName.all(node["jump"])
    host.jumpKeys = PlanName.all(node["jump-keys"])
    host.isJumpOnly = node["jump-only"]?.boolean ?? false
    host.tags = Self.tags(node)
    return host
  }

  func keys() -> [PlanKey] {
    (root["keys"]?.pairs ?? []).map { pair in
      let node = pair.value
      let source: PlanKey.Source =
        if let agent = node["agent"] {
          .agent(PlanName(agent))
        } else if let key = node["public-key"] {
          .publicKey(PlanName(key))
        } else {
          .file(PlanName(node["file"] ?? node))
        }
      return PlanKey(
        name: pair.name, place: pair.key.place, source: source,
        passphraseFile: node["passphrase-file"].map(PlanName.init),
        certificate: node["certificate"].map(PlanName.init),
        agentCertificate: node["agent-certificate"].map(AgentCertificate.init),
        tags: Self.tags(node))
    }
  }

  func rules() -> [PlanRule] {
    rules("allow", .allow) + rules("deny", .deny)
  }

  private func rules(_ field: String, _ expectation: Expectation) -> [PlanRule] {
    (root[field]?.items ?? []).map { node in
      PlanRule(
        expectation: node["expect"]?.text.flatMap(Expectation.init) ?? expectation,
        keys: (node["keys"]?.texts ?? []).map(PlanSelector.init),
        users: node["users"]?.texts.map(PlanSelector.init),
        hosts: (node["hosts"]?.texts ?? []).map(PlanSelector.init),
        command: node["exec"]?.text, commandPlace: node["exec"]?.place, place: node.place)
    }
  }

  private static func tags(_ node: YAMLNode) -> [String] {
    node["tags"]?.texts.compactMap(\.text) ?? []
  }

  private static func port(_ node: YAMLNode) -> UInt16? {
    node.integer.flatMap { UInt16(exactly: $0) }
  }
}
