/// What Nova gives to clients of EC2's metadata: fewer values than EC2, no tokens, and no versions
/// after 2009-04-04.
struct NovaEC2Tree {
  /// The versions, with `latest`, which is the last of them.
  static let names = versions + ["latest"]

  private static let versions = [
    "1.0", "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01",
    "2008-09-01", "2009-04-04",
  ]

  private let values: [String: NovaEC2Node]
  private let userData: [UInt8]?

  /// The tree of an instance in a version; `nil` where there is no such version.
  init?(of instance: Instance, version name: String) {
    let version = name == "latest" ? Self.versions.last ?? name : name
    guard Self.versions.contains(version) else { return nil }
    let hostName = OpenStackDocuments(instance: instance).hostName
    let image = ResourceID.make("", named: instance.image).suffix(8)
    var values: [String: NovaEC2Node] = [
      "ami-id": .text("ami-\(image)"), "ami-launch-index": .number(instance.launchIndex),
      // Nova's own word, to the letter: it has no manifest to name.
      "ami-manifest-path": .text("FIXME"), "instance-id": .text(instance.id.description),
      "hostname": .text(hostName), "local-ipv4": .text(instance.network.privateAddress),
      "reservation-id": .text(instance.reservation),
      "security-groups": .list(instance.securityGroups),
    ]
    if !instance.keys.isEmpty {
      let keys = instance.keys.enumerated().map { index, key in
        (
          String(index),
          NovaEC2Node.folder(
            ["openssh-key": .text(key.line + "\n")], shownAs: "\(index)=\(key.name)")
        )
      }
      values["public-keys"] = .folder(Dictionary(uniqueKeysWithValues: keys))
    }
    if version >= "2007-01-19" {
      values["local-hostname"] = .text(hostName)
      values["public-hostname"] = .text(hostName)
      values["public-ipv4"] = .text(instance.network.loopbackAddress)
    }
    if version >= "2007-08-29" { values["instance-type"] = .text(instance.type) }
    if version >= "2007-12-15" {
      values["block-device-mapping"] = .folder(["ami": .text("vda"), "root": .text("/dev/vda")])
    }
    if version >= "2008-02-01" {
      values["placement"] = .folder([
        "availability-zone": .text(instance.placement.availabilityZone)
      ])
    }
    if version >= "2008-09-01" { values["instance-action"] = .text("none") }
    self.values = values
    userData = instance.userData
  }

  /// What lies at a path below the version; `nil` where nothing does.
  func bytes(at path: ArraySlice<String>) -> [UInt8]? {
    var top: [String: NovaEC2Node] = ["meta-data": .folder(values)]
    if let userData { top["user-data"] = .bytes(userData) }
    var node = NovaEC2Node.folder(top)
    for part in path {
      guard case .folder(let entries, _) = node, let next = entries[part] else { return nil }
      node = next
    }
    return node.printed
  }

  /// `meta-data.json` of the config drive.
  var json: JSONTree { NovaEC2Node.folder(values).json }
}
