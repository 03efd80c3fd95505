import FoundationEssentials
import LatchkeyJSON
import LatchkeyKeys

/// What `inspect` says of a certificate besides its key, in words and in JSON.
struct CertificateReport: Sendable {
  let certificate: Certificate
  /// When its validity is judged, in seconds since 1970.
  let now: UInt64

  private var validity: CertificateValidity { certificate.validity }

  private var authority: String {
    "\(certificate.authority.algorithm.name) \(certificate.authority.bits) "
      + "\(certificate.authority.fingerprint)"
  }

  /// The facts for people, as the rows of the table that `inspect` prints.
  var facts: [(name: String, text: String)] {
    var facts: [(name: String, text: String)] = []
    if !certificate.keyID.isEmpty { facts.append(("key ID", certificate.keyID)) }
    if certificate.serial != 0 { facts.append(("serial", String(certificate.serial))) }
    facts.append(
      (
        certificate.role == .user ? "users" : "hosts",
        certificate.principals.isEmpty ? "none" : certificate.principals.joined(separator: ", ")
      ))
    facts.append(("valid", "\(period), \(judgement)"))
    if !certificate.criticalOptions.isEmpty {
      facts.append(("critical", Self.text(certificate.criticalOptions)))
    }
    if !certificate.extensions.isEmpty {
      facts.append(("extensions", Self.text(certificate.extensions)))
    }
    facts.append(
      ("signed by", "\(authority), with \(certificate.signatureAlgorithm.rawValue)"))
    return facts.map { ($0.name, Visible.text($0.text)) }
  }

  /// The object for programs; what it lacks is absent, a validity without end as well.
  var json: JSONObject {
    var object = JSONObject()
    object.add("name", certificate.name)
    object.add("type", certificate.role == .user ? "user" : "host")
    if !certificate.keyID.isEmpty { object.add("keyId", certificate.keyID) }
    object.add("serial", .unsigned(certificate.serial))
    object.add("principals", certificate.principals)
    if validity.after != 0 { object.add("validAfter", Self.date(validity.after)) }
    if validity.expires { object.add("validBefore", Self.date(validity.before)) }
    object.add("validity", validity.status(at: now).rawValue)
    object.add("criticalOptions", Self.json(certificate.criticalOptions))
    object.add("extensions", Self.json(certificate.extensions))
    var signer = JSONObject()
    KeyReport.add(certificate.authority, comment: nil, to: &signer)
    signer.add("fingerprint", certificate.authority.fingerprint.text)
    object.add("authority", signer)
    object.add("signatureAlgorithm", certificate.signatureAlgorithm.rawValue)
    return object
  }

  private var period: String {
    switch (validity.after, validity.expires) {
    case (0, false): "forever"
    case (0, true): "until \(Self.date(validity.before))"
    case (_, false): "from \(Self.date(validity.after))"
    case (_, true): "from \(Self.date(validity.after)) to \(Self.date(validity.before))"
    }
  }

  private var judgement: String {
    switch validity.status(at: now) {
    case .notYetValid: "not yet"
    case .valid: "valid now"
    case .expired: "expired"
    }
  }

  private static func text(_ options: [CertificateOption]) -> String {
    options.map { option in option.value.map { "\(option.name)=\($0)" } ?? option.name }
      .joined(separator: ", ")
  }

  /// Options by name; those without a value are `true`.
  private static func json(_ options: [CertificateOption]) -> JSONObject {
    var object = JSONObject()
    for option in options {
      object.add(option.name, option.value.map(JSONValue.string) ?? .bool(true))
    }
    return object
  }

  /// RFC 3339, in UTC. Years of more than four digits are beyond it, and beyond use.
  private static func date(_ seconds: UInt64) -> String {
    let endOf9999: UInt64 = 253_402_300_799
    return Date(timeIntervalSince1970: Double(min(seconds, endOf9999))).formatted(.iso8601)
  }
}
