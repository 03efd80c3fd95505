internal import LatchkeyCrypto
internal import LatchkeyKeys

/// The three structures that OpenSSL wrote before PKCS#8, each under its own label.
struct TraditionalKey: Sendable {
  let format: KeyFormat

  /// What the DER holds.
  func components(_ der: SharedSecret) throws(FormatError) -> PrivateKeyComponents {
    switch format {
    case .sec1: try SEC1.privateKey(der)
    case .dsa: try DSAKey.privateKey(der)
    default: try PKCS1.privateKey(der)
    }
  }
}
