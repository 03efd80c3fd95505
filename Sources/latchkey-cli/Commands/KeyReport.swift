import LatchkeyFormats
import LatchkeyKeys

/// What the verbs say of a key, in words and in JSON, so that they all say it alike.
enum KeyReport {
  /// `ssh-rsa 3072 SHA256:…`, and the comment where there is one.
  static func line(_ key: PublicKey, comment: KeyComment?) -> String {
    let text = "\(key.algorithm.name) \(key.bits) \(key.fingerprint)"
    guard let comment, !comment.isEmpty else { return text }
    return "\(text) \(Visible.text(comment.text))"
  }

  /// Adds algorithm, bits and comment.
  static func add(_ key: PublicKey, comment: KeyComment?, to object: inout JSONObject) {
    object.add("algorithm", key.algorithm.name)
    object.add("bits", key.bits)
    if let comment, !comment.isEmpty { object.add("comment", comment.text) }
  }

  /// All spellings of the fingerprint that this key has, with their names in JSON.
  ///
  /// - Parameter privateKey: EC2's fingerprint of an RSA key that it created needs the private
  ///   half; without it, it is left out.
  static func fingerprints(
    _ key: PublicKey, privateKey: PrivateKey?
  ) throws -> [(kind: Fingerprint.Kind, text: String)] {
    var result: [(kind: Fingerprint.Kind, text: String)] = []
    for kind in Fingerprint.Kind.allCases {
      var fingerprint = try key.fingerprint(kind)
      if fingerprint == nil, kind == .ec2Created {
        fingerprint = try privateKey?.ec2CreatedFingerprint()
      }
      if let fingerprint { result.append((kind, fingerprint.text)) }
    }
    return result
  }

  /// The fingerprints as a JSON object.
  static func json(_ key: PublicKey, privateKey: PrivateKey?) throws -> JSONObject {
    var object = JSONObject()
    for (kind, text) in try fingerprints(key, privateKey: privateKey) {
      object.add(kind.rawValue, text)
    }
    return object
  }
}
