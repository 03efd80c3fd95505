import LatchkeyFormats
import LatchkeyKeys
import TestSupport

/// The keys of the matrix: one of every kind that latchkey holds, made once and shared. Kinds that it
/// does not make are puttygen's and ssh-keygen's, from the fixtures.
enum MatrixKey: String, CaseIterable, Codable, Hashable, Sendable {
  case rsa, ecdsa256, ecdsa384, ecdsa521, ed25519, dsa, ed448

  /// Not ASCII alone, and short enough for one line of RFC 4716.
  static let comment: KeyComment = "who and where: Zürich"
  static let passphrase = "a pass phrase"

  /// What a table calls the kind; the three curves of ECDSA share a name.
  var kindName: String {
    switch self {
    case .rsa: "RSA"
    case .ecdsa256, .ecdsa384, .ecdsa521: "ECDSA"
    case .ed25519: "Ed25519"
    case .dsa: "DSA"
    case .ed448: "Ed448"
    }
  }

  private static let keys = Result { () throws -> [MatrixKey: PrivateKey] in
    var keys: [MatrixKey: PrivateKey] = [:]
    for key in allCases { keys[key] = try key.make() }
    return keys
  }

  /// The key pair.
  func key() throws -> PrivateKey {
    struct NoSuchKey: Error {}
    guard let key = try Self.keys.get()[self] else { throw NoSuchKey() }
    return key
  }

  private func make() throws -> PrivateKey {
    switch self {
    case .rsa: try PrivateKey.generate(.rsa(bits: 2048), comment: Self.comment)
    case .ecdsa256: try PrivateKey.generate(.ecdsa(.p256), comment: Self.comment)
    case .ecdsa384: try PrivateKey.generate(.ecdsa(.p384), comment: Self.comment)
    case .ecdsa521: try PrivateKey.generate(.ecdsa(.p521), comment: Self.comment)
    case .ed25519: try PrivateKey.generate(.ed25519, comment: Self.comment)
    case .dsa: try fixture("openssh/dsa_plain")
    case .ed448: try fixture("openssh/ed448_puttygen")
    }
  }

  private func fixture(_ path: String) throws -> PrivateKey {
    var key = try KeyFile.read(Fixture.read(path)).privateKey().decrypt()
    key.comment = Self.comment
    return key
  }
}
