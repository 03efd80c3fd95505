import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys

extension InspectedKey {
  /// The key for people: a heading and aligned facts.
  var lines: [String] {
    var facts: [(name: String, text: String)] = []
    facts.append(("format", "\(format.rawValue), \(noun)"))
    if let key { facts.append(("key", "\(key.algorithm.name), \(key.bits) bits")) }
    if let comment, !comment.isEmpty { facts.append(("comment", Visible.text(comment.text))) }
    if !options.isEmpty { facts.append(("options", Visible.text(options.joined(separator: ",")))) }
    if kind == .private { facts.append(("encryption", encryption?.description ?? "none")) }
    if let certificate { facts += certificate.facts }
    facts += fingerprints.map { ($0.kind.label, $0.text) }
    facts += warnings.map { ("warning", Visible.text($0)) }

    let width = facts.map(\.name.count).max() ?? 0
    return [heading]
      + facts.map { name, text in
        "  \(name)\(String(repeating: " ", count: width - name.count))  \(text)"
      }
  }

  private var heading: String {
    let name = Visible.text(InputFile.name(path))
    return line.map { "\(name), line \($0)" } ?? name
  }

  private var noun: String {
    switch kind {
    case .private: "private key"
    case .public: "public key"
    case .certificate: certificate?.certificate.role == .host ? "of a host" : "of a user"
    }
  }

  /// The key for programs; the members are those that cli.md promises, in its order.
  var json: JSONObject {
    var object = JSONObject()
    object.add("path", path)
    object.add("line", line)
    object.add("format", format.rawValue)
    object.add("kind", kind.rawValue)
    object.add("algorithm", key?.algorithm.name)
    object.add("bits", key?.bits)
    if let comment, !comment.isEmpty { object.add("comment", comment.text) }
    if kind == .private { object.add("encrypted", encryption != nil) }
    if let encryption {
      object.add("cipher", encryption.cipher)
      object.add("kdf", InspectedKey.json(encryption.derivation))
    }
    object.add("fingerprints", KeyReport.json(fingerprints))
    object.add("options", options)
    if let certificate { object.add("certificate", certificate.json) }
    object.add("warnings", warnings)
    return object
  }

  private static func json(_ derivation: KeyDerivation) -> JSONObject {
    var object = JSONObject()
    object.add("name", derivation.name)
    switch derivation {
    case .bcrypt(let rounds):
      object.add("rounds", rounds)
    case .pbkdf2(_, let iterations), .pbkdf1(_, let iterations), .pkcs12(_, let iterations):
      object.add("iterations", iterations)
    case .scrypt(let cost, let blockSize, let parallelism):
      object.add("cost", cost)
      object.add("blockSize", blockSize)
      object.add("parallelism", parallelism)
    case .argon2(let parameters):
      object.add("memory", parameters.memory)
      object.add("passes", parameters.passes)
      object.add("parallelism", parameters.parallelism)
    case .sha1, .md5:
      break
    }
    return object
  }
}
