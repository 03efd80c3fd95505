import LatchkeyJSON
import LatchkeyKeys
public import LatchkeyVerifier

/// The key that a verdict is about.
public struct KeyRecord: Sendable, Hashable {
  /// What the plan calls it.
  public var name: String?
  /// The file that it came from.
  public var path: String?
  /// Its SHA-256 fingerprint, as `ssh-keygen -l` prints it.
  public var fingerprint: String
  /// SSH's name of its type.
  public var algorithm: String
  /// The certificate that was offered in its place.
  public var certificate: CertificateRecord?

  /// A key by its fingerprint and type.
  public init(fingerprint: String, algorithm: String, name: String? = nil, path: String? = nil) {
    self.fingerprint = fingerprint
    self.algorithm = algorithm
    self.name = name
    self.path = path
  }

  /// What is told of a key that was offered.
  public init(_ identity: Identity) {
    self.init(
      fingerprint: identity.publicKey.fingerprint.text,
      algorithm: identity.publicKey.algorithm.name, name: identity.name, path: identity.path)
    certificate = identity.certificate.map(CertificateRecord.init)
  }

  /// What a person calls it: its name, else its file, else its fingerprint.
  public var label: String { name ?? path ?? fingerprint }

  var json: JSONObject {
    var object = JSONObject()
    object.add("name", name)
    object.add("path", path)
    object.add("fingerprint", fingerprint)
    object.add("algorithm", algorithm)
    if let certificate { object.add("certificate", certificate.json) }
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    name = try reader.text("name")
    path = try reader.text("path")
    fingerprint = try reader.required("fingerprint", try reader.text("fingerprint"))
    algorithm = try reader.required("algorithm", try reader.text("algorithm"))
    if let nested = try reader.object("certificate") {
      certificate = try CertificateRecord(nested)
    }
  }
}
