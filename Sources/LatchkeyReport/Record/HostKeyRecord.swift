import LatchkeyJSON
import LatchkeyKeys
public import LatchkeyVerifier

/// The host key that a server showed, and what was thought of it.
public struct HostKeyRecord: Sendable, Hashable {
  /// SSH's name of its type.
  public var algorithm: String
  /// Its SHA-256 fingerprint.
  public var fingerprint: String
  /// What was thought of it.
  public var trust: ServerHostKey.Trust

  /// A host key by its fingerprint and type.
  public init(algorithm: String, fingerprint: String, trust: ServerHostKey.Trust) {
    self.algorithm = algorithm
    self.fingerprint = fingerprint
    self.trust = trust
  }

  /// What is told of a host key.
  public init(_ shown: ServerHostKey) {
    self.init(
      algorithm: shown.key.algorithm.name, fingerprint: shown.key.fingerprint.text,
      trust: shown.trust)
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("algorithm", algorithm)
    object.add("fingerprint", fingerprint)
    object.add("trust", trust.rawValue)
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    algorithm = try reader.required("algorithm", try reader.text("algorithm"))
    fingerprint = try reader.required("fingerprint", try reader.text("fingerprint"))
    trust = try reader.required("trust", try reader.choice("trust"))
  }
}
