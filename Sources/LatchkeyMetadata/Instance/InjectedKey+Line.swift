import FoundationEssentials
import LatchkeyKeys

/// The one shape of an OpenSSH line that the metadata has: algorithm, base64, name. Nothing of what
/// people put into such files (options, markers, comments of their own) ever gets here.
extension InjectedKey {
  static func line(of key: PublicKey, named name: String) -> String {
    "\(line(of: key)) \(name)"
  }

  static func line(of key: PublicKey) -> String {
    "\(key.algorithm.name) \(Data(key.blob).base64EncodedString())"
  }

  static func key(ofLine line: String) throws -> PublicKey? {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, let blob = Data(base64Encoded: String(parts[1])) else { return nil }
    let key = try PublicKey(blob: blob)
    return key.algorithm.name == parts[0] ? key : nil
  }
}
