import LatchkeyKeys

/// One of the questions that the keys of a check are to a server: a key, under one of its names.
struct Offer: Sendable, Hashable {
  /// The key's index in the check.
  let identity: Int
  /// What an RSA key signs with, where that is chosen here. Of the two of RFC 8332 nearly every server
  /// that has one has rsa-sha2-256 (dropbear has no other), so it goes first, and a key that gets in takes no more
  /// than one question.
  var rsa = SignatureAlgorithm.rsaSHA256

  /// How many offers a key that is refused is.
  static func count(of identity: Identity) -> Int {
    identity.publicKey.algorithm == .rsa && SSHLibrary.loaded.needsRSAUpgrade ? 2 : 1
  }

  /// Whether it is a key's second, after a refusal of the first.
  var isSecond: Bool { rsa == .rsaSHA512 }

  /// The same key under its other name.
  var second: Offer { Offer(identity: identity, rsa: .rsaSHA512) }
}
