import FoundationEssentials
import LatchkeyJSON
import LatchkeyKeys
import LatchkeyMetadata

/// Instances and their keys in words and in JSON.
enum InstanceReport {
  /// The instance as one line of JSON.
  static func jsonLine(_ instance: Instance) -> [UInt8] { instance.jsonLine }

  /// One line an instance, in columns.
  static func table(_ instances: [Instance]) -> [String] {
    let rows = instances.map { instance in
      [
        instance.id.description, instance.name ?? "-", instance.type,
        instance.network.loopbackAddress,
        instance.keys.count == 1 ? "1 key" : "\(instance.keys.count) keys",
      ].map { Visible.text($0) }
    }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Everything about an instance, a line a fact.
  static func lines(_ instance: Instance) -> [String] {
    var lines = ["\(instance.id)\(instance.name.map { " (\($0))" } ?? "")"]
    func add(_ label: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append("  \(label)\(String(repeating: " ", count: 17 - label.count))\(value)")
    }
    add("state", instance.state.rawValue)
    add("cloud", instance.cloud.rawValue)
    add("image", instance.image)
    add("type", instance.type)
    add("user", instance.user)
    add("zone", instance.placement.availabilityZone)
    add("address", instance.network.loopbackAddress)
    add("private address", instance.network.privateAddress)
    add("IPv6 address", instance.network.ipv6Address)
    add("subnet", instance.network.subnet)
    add("security groups", instance.securityGroups.joined(separator: ", "))
    for disk in instance.blockDevices { add("block device", "\(disk.device)=\(disk.use)") }
    add("role", instance.role)
    add("user data", instance.userData.map { "\($0.count) bytes" })
    for (key, value) in instance.tags.sorted(by: { $0.key < $1.key }) {
      add("tag", "\(key)=\(value)")
    }
    add("metadata", text(instance.metadataOptions))
    for key in instance.keys {
      add("key", "\(key.name)  \(key.publicKey.algorithm.name)  \(key.fingerprint)")
    }
    for key in instance.temporaryKeys(at: Date()) {
      add(
        "temporary key", "\(key.user)  \(key.fingerprint)  until \(key.expiry.formatted(.iso8601))")
    }
    return lines.map { Visible.text($0) }
  }

  /// How a metadata service answers, in words.
  static func text(_ options: MetadataOptions) -> String {
    "\(options.endpoint.rawValue), tokens \(options.tokens.rawValue), "
      + "tags \(options.tags.rawValue), hop limit \(options.hopLimit)"
  }

  /// What has been done to a key.
  static func print(
    _ key: InjectedKey, of instance: InstanceID, _ done: String, _ options: OutputOptions
  ) {
    let output = options.output
    guard options.json else {
      return output.result("\(instance): \(done) '\(key.name)' \(key.fingerprint)")
    }
    var object = JSONObject()
    object.add("instance", instance.description)
    object.add("name", key.name)
    object.add("publicKey", key.line)
    object.add("fingerprint", key.fingerprint)
    output.result(object)
  }
}
