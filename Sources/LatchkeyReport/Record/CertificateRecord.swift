import LatchkeyJSON
public import LatchkeyKeys

/// The certificate that was offered in a key's place.
public struct CertificateRecord: Sendable, Hashable {
  /// SSH's name of its type.
  public var name: String
  /// What its authority calls it; `nil` where it is empty.
  public var keyID: String?
  /// Its number.
  public var serial: UInt64
  /// The users that it is for.
  public var principals: [String]

  /// What is told of a certificate.
  public init(_ certificate: Certificate) {
    name = certificate.name
    keyID = certificate.keyID.isEmpty ? nil : certificate.keyID
    serial = certificate.serial
    principals = certificate.principals
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("name", name)
    object.add("keyId", keyID)
    object.add("serial", .unsigned(serial))
    object.add("principals", principals)
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    name = try reader.required("name", try reader.text("name"))
    keyID = try reader.text("keyId")
    serial = try reader.required("serial", try reader.unsigned("serial"))
    principals = try reader.texts("principals")
  }
}
