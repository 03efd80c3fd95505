import LatchkeyFormats
import LatchkeyJSON
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

  /// All spellings of the fingerprint that this key has.
  ///
  /// - Parameter privateKey: EC2's fingerprint of an RSA key that it created needs the private
  ///   half; without it, it is left out.
  static func fingerprints(
    _ key: PublicKey, privateKey: PrivateKey?
  ) throws -> [Fingerprint] {
    try Fingerprint.Kind.allCases.compactMap { kind in
      if let fingerprint = try key.fingerprint(kind) { return fingerprint }
      return kind == .ec2Created ? try privateKey?.ec2CreatedFingerprint() : nil
    }
  }

  /// Fingerprints as a JSON object, by kind.
  static func json(_ fingerprints: [Fingerprint]) -> JSONObject {
    var object = JSONObject()
    for fingerprint in fingerprints { object.add(fingerprint.kind.rawValue, fingerprint.text) }
    return object
  }
}
