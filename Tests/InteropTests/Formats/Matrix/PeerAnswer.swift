import LatchkeyFormats
import LatchkeyKeys

/// What a peer says about a file.
enum PeerAnswer: Sendable {
  /// The public half of the key that it loaded; the comment where it tells one.
  case loaded(PublicKey, comment: KeyComment?)
  /// Why it did not load it, in its own words.
  case refused(String)

  /// A public key that the peer printed, in whatever form.
  static func loaded(
    printed bytes: [UInt8], comment: (EncodedPublicKey) -> KeyComment? = { _ in nil }
  ) throws -> PeerAnswer {
    let file = try KeyFile.read(bytes)
    guard file.entries.count == 1, case .publicKey(let key) = file.entries[0] else {
      return .refused("printed no public key")
    }
    return .loaded(key.publicKey, comment: comment(key))
  }

  var isLoaded: Bool { if case .loaded = self { true } else { false } }
}
