/// A seed folder for cloud-init's NoCloud datasource: `meta-data` and `user-data`, both of which have
/// to be there.
///
/// `meta-data` is YAML, whose flow scalars in double quotes are JSON's strings. The keys are a list
/// under `public-keys`; a key `public_keys` would be ignored.
enum NoCloudSeed {
  static func files(of instance: Instance) -> [RenderedFile] {
    var lines = [
      "instance-id: \(quoted(instance.id.description))",
      "local-hostname: \(quoted(instance.name ?? instance.network.privateName))",
    ]
    if !instance.keys.isEmpty {
      lines.append("public-keys:")
      lines += instance.keys.map { "  - \(quoted($0.line))" }
    }
    return [
      RenderedFile("meta-data", Array((lines.joined(separator: "\n") + "\n").utf8)),
      RenderedFile("user-data", instance.userData ?? []),
    ]
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
