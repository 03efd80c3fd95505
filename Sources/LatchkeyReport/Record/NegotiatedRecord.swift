import LatchkeyJSON
public import LatchkeyVerifier

/// What client and server agreed on (RFC 4253 §7.1).
public struct NegotiatedRecord: Sendable, Hashable {
  /// The key exchange method.
  public var kex: String
  /// The host key algorithm.
  public var hostKey: String
  /// The cipher from client to server.
  public var cipher: String
  /// The MAC from client to server.
  public var mac: String

  /// What is told of it.
  public init(_ negotiated: Negotiated) {
    kex = negotiated.kex
    hostKey = negotiated.hostKey
    cipher = negotiated.cipher
    mac = negotiated.mac
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("kex", kex)
    object.add("hostKey", hostKey)
    object.add("cipher", cipher)
    object.add("mac", mac)
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    kex = try reader.required("kex", try reader.text("kex"))
    hostKey = try reader.required("hostKey", try reader.text("hostKey"))
    cipher = try reader.required("cipher", try reader.text("cipher"))
    mac = try reader.required("mac", try reader.text("mac"))
  }
}
