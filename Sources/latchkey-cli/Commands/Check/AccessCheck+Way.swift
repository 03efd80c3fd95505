import LatchkeyJSON
import LatchkeyKeys
import LatchkeyVerifier

/// How a check gets to its host, and whom it trusts there, for `--dry-run`.
extension AccessCheck {
  /// `192.0.2.1:22 via ops@198.51.100.1:22, host key pinned`.
  var way: String {
    let hops = jumps.map { "\($0.user)@\(Self.place($0.host, $0.port))" }
    let via = hops.isEmpty ? "" : " via \(hops.joined(separator: ", "))"
    let alias = hostKeyName.map { " as \($0)" } ?? ""
    let trust =
      switch hostKeyPolicy {
      case .pinned: "host key pinned"
      case .knownHosts(let files, _):
        "host key\(alias) in \(files.map(\.path).joined(separator: ", "))"
      case .insecurelyIgnored: "host key NOT CHECKED"
      }
    return "\(Self.place(host, port))\(via), \(trust)"
  }

  /// Adds the same as members.
  func addWay(to object: inout JSONObject) {
    if !jumps.isEmpty {
      let hops = jumps.map { jump in
        var hop = JSONObject()
        hop.add("host", jump.host)
        hop.add("port", Int(jump.port))
        hop.add("user", jump.user)
        return JSONValue.object(hop)
      }
      object.add("jumps", .array(hops))
    }
    switch hostKeyPolicy {
    case .pinned(let pins):
      object.add("trust", "pinned")
      object.add("hostKeys", pins.map(Self.fingerprint))
    case .knownHosts(let files, _):
      object.add("trust", "known-hosts")
      object.add("knownHosts", files.map(\.path))
      object.add("hostKeyAlias", hostKeyName)
    case .insecurelyIgnored: object.add("trust", "ignored")
    }
  }

  private static func place(_ host: String, _ port: UInt16) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  private static func fingerprint(_ pin: HostKeyPin) -> String {
    switch pin {
    case .fingerprint(let text): text
    case .key(let key): key.fingerprint.text
    }
  }
}
