import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

/// A key in a format, with or without a passphrase.
struct Encoding: CustomTestStringConvertible, Sendable {
  let kind: String
  let format: PrivateKeyFormat
  let isEncrypted: Bool

  var testDescription: String { "\(kind) as \(format.rawValue)\(isEncrypted ? ", encrypted" : "")" }

  /// Every pair that a format can hold.
  static let all: [Encoding] = [
    "ed25519", "rsa", "ecdsa256", "ecdsa384", "ecdsa521", "dsa", "ed448",
  ]
  .flatMap { kind in
    PrivateKeyFormat.allCases.flatMap { format in
      [false, true].compactMap { isEncrypted in
        switch format {
        case .pkcs1 where kind != "rsa" || isEncrypted: nil
        case .sec1 where !kind.hasPrefix("ecdsa") || isEncrypted: nil
        default: Encoding(kind: kind, format: format, isEncrypted: isEncrypted)
        }
      }
    }
  }

  /// What the file should be taken for.
  var expectedFormat: KeyFormat {
    switch format {
    case .openssh: .openssh
    case .pkcs1: .pkcs1
    case .sec1: .sec1
    case .pkcs8: .pkcs8
    case .ppk2: .ppk2
    case .ppk3: .ppk3
    case .pem where isEncrypted: .openssh
    case .pem where kind == "rsa": .pkcs1
    case .pem where kind.hasPrefix("ecdsa"): .sec1
    case .pem: .openssh
    }
  }

  var keepsComment: Bool { [.openssh, .ppk2, .ppk3].contains(expectedFormat) }

  func key() throws -> PrivateKey {
    let folder = kind == "ed448" ? "puttygen" : "plain"
    return try KeyFixture(path: "openssh/\(kind)_\(folder)").privateKey()
  }

  var options: EncodingOptions {
    // Cheap derivations: what they cost changes nothing in the files' form.
    EncodingOptions(
      passphrase: isEncrypted ? Passphrase(utf8: "pass phrase") : nil, bcryptRounds: 1,
      argon2: Argon2Parameters(memory: 64, passes: 1), pbkdf2Iterations: 1000)
  }
}
