import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// A key that latchkey makes and writes for a peer to load.
struct WrittenKey: CustomTestStringConvertible, Sendable {
  let kind: KeyKind
  let format: PrivateKeyFormat
  let isEncrypted: Bool

  static let passphrase = "a pass phrase"
  static let comment: KeyComment = "written for a peer"

  var testDescription: String {
    "\(kind) as \(format.rawValue)\(isEncrypted ? ", encrypted" : "")"
  }

  static let kinds: [KeyKind] = [
    .ed25519, .rsa(bits: 2048), .ecdsa(.p256), .ecdsa(.p384), .ecdsa(.p521),
  ]

  /// Every key in every format that holds it, plain and encrypted.
  static let all: [WrittenKey] = kinds.flatMap { kind in
    PrivateKeyFormat.allCases.flatMap { format in
      [false, true].map { WrittenKey(kind: kind, format: format, isEncrypted: $0) }
    }
  }.filter(\.exists)

  private var exists: Bool {
    switch (format, kind) {
    case (.pkcs1, .rsa), (.sec1, .ecdsa): !isEncrypted
    case (.pkcs1, _), (.sec1, _): false
    default: true
    }
  }

  var isPuTTY: Bool { format == .ppk2 || format == .ppk3 }

  /// Whether the file is openssh-key-v1.
  var isOpenSSH: Bool {
    switch (format, kind) {
    case (.openssh, _), (.pem, .ed25519): true
    default: format == .pem && isEncrypted
    }
  }

  /// Writes a new key into the folder, and gives its path and public half.
  func write(to folder: TemporaryFolder) throws -> (path: String, publicKey: PublicKey) {
    let key = try PrivateKey.generate(kind, comment: Self.comment)
    var options = EncodingOptions(
      passphrase: isEncrypted ? Passphrase(utf8: Self.passphrase) : nil)
    // One kind at the full cost shows that peers take it.
    if kind != .ed25519 {
      options.bcryptRounds = 2
      options.pbkdf2Iterations = 2048
      options.argon2.passes = 1
    }
    let bytes = try key.encoded(as: format, options: options).publicBytes()
    let path = try folder.write(bytes, to: UUID().uuidString)
    return (path, key.publicKey)
  }

  /// The passphrase in a file, as puttygen wants it.
  static func passphraseFile(in folder: TemporaryFolder) throws -> String {
    try folder.write(Array("\(passphrase)\n".utf8), to: "passphrase")
  }
}
