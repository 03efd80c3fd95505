import LatchkeyKeys

extension Fingerprint.Kind {
  /// What people are told that it is.
  var label: String {
    switch self {
    case .sha256: "SHA256"
    case .md5: "MD5"
    case .ec2Imported: "EC2 imported"
    case .ec2Created: "EC2 created"
    }
  }
}
