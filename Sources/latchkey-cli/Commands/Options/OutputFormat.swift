import ArgumentParser
import LatchkeyFormats

/// What `--format` and `--to` name: how a private key is written, or its public half.
enum OutputFormat: Hashable {
  case privateKey(PrivateKeyFormat)
  case publicKey(PublicKeyFormat)

  /// The name on the command line and in JSON.
  var name: String {
    switch self {
    case .privateKey(let format): format.rawValue
    case .publicKey(let format): format.rawValue
    }
  }

  /// What a file of this format is called: the key's name and this. An OpenSSH private key is the
  /// bare name, as `ssh` looks for it.
  var suffix: String {
    switch self {
    case .privateKey(.openssh): ""
    case .privateKey(.ppk2), .privateKey(.ppk3): ".ppk"
    case .privateKey: ".pem"
    case .publicKey(.authorizedKeys), .publicKey(.rfc4716): ".pub"
    case .publicKey(.spki), .publicKey(.pkcs1Public): ".pub.pem"
    }
  }

  /// Whether a file of this format holds a private key, and is for its owner's eyes only.
  var isPrivate: Bool {
    if case .privateKey = self { return true }
    return false
  }

  /// The path without the suffix that key files have; other dots belong to the name.
  static func stem(of path: String) -> String {
    for suffix in [".pub.pem", ".pem", ".ppk", ".pub", ".key", ".p8", ".pk8"] {
      guard path.hasSuffix(suffix) else { continue }
      let stem = String(path.dropLast(suffix.count))
      // `.pem` alone, or `keys/.pem`, is a name and not a suffix.
      if !stem.isEmpty && !stem.hasSuffix("/") { return stem }
    }
    return path
  }

  /// Private formats by name; `ppk` is PuTTY's current version.
  static let privateNames =
    ["openssh", "pem", "pkcs1", "sec1", "pkcs8", "ppk", "ppk3", "ppk2"]

  /// Public formats by name.
  static let publicNames = PublicKeyFormat.allCases.map(\.rawValue)
}

extension OutputFormat: ExpressibleByArgument {
  init?(argument: String) {
    if let format = PrivateKeyFormat(rawValue: argument == "ppk" ? "ppk3" : argument) {
      self = .privateKey(format)
    } else if let format = PublicKeyFormat(rawValue: argument) {
      self = .publicKey(format)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { privateNames + publicNames }

  /// What help gives as the default; without it the parser would reflect upon the value.
  var defaultValueDescription: String { name }
}
