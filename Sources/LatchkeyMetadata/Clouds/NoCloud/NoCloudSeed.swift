/// What cloud-init's NoCloud datasource reads: `meta-data` and `user-data`, both of which have to be
/// there, and `vendor-data`, of which there is none.
///
/// `meta-data` is YAML, whose flow scalars in double quotes are JSON's strings. The keys are a list
/// under `public-keys`: a map from names to keys would be read too, but in the map's order, and a key
/// `public_keys` would be ignored.
package enum NoCloudSeed {
  /// The seed as files, without `network-config`: where there is none, cloud-init asks for an address
  /// on the first interface that the machine has, whichever that is.
  static func files(of instance: Instance) -> [RenderedFile] {
    var lines = [
      "instance-id: \(quoted(instance.id.description))",
      "local-hostname: \(quoted(instance.hostName))",
    ]
    if !instance.keys.isEmpty {
      lines.append("public-keys:")
      lines += instance.keys.map { "  - \(quoted($0.line))" }
    }
    return [
      RenderedFile("meta-data", text(lines)),
      RenderedFile("user-data", instance.userData ?? []),
      RenderedFile("vendor-data", []),
    ]
  }

  /// `network-config`, version 2, for the instance's one interface: found by its hardware address,
  /// and given its address by DHCP. A machine without that interface gets no network from it.
  package static func networkConfig(of instance: Instance) -> RenderedFile {
    let lines = [
      "version: 2",
      "ethernets:",
      "  nic0:",
      "    match:",
      "      macaddress: \(quoted(instance.network.mac))",
      "    dhcp4: true",
    ]
    return RenderedFile("network-config", text(lines))
  }

  private static func text(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// A YAML double-quoted scalar (YAML 1.2 §7.3.1).
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{00}"..."\u{1f}", "\u{7f}"..."\u{9f}":
        result += "\\x" + ResourceID.hexadecimal(UInt64(scalar.value), digits: 2)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
