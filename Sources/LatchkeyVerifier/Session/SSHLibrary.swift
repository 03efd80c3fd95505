import CLibSSH2

/// A release of libssh2, and what has to be known of it.
struct SSHLibrary: Sendable, Hashable {
  /// The one that is loaded, initialised once.
  static let loaded = SSHLibrary(
    version: {
      guard libssh2_init(0) == 0, let text = unsafe libssh2_version(0) else { return "" }
      return unsafe String(cString: text)
    }())

  /// The release, `1.10.0`; empty if it could not be initialised.
  let version: String

  /// How reports name it.
  var name: String { "libssh2 \(version)" }

  /// Whether its RSA signatures are upgraded from outside.
  var needsRSAUpgrade: Bool { version == RSAUpgrade.version }

  /// Whether it gives a signature the name under which the key was offered, and its signatures are
  /// put right from outside.
  var writesNamesAsOffered: Bool { version == SignatureRewrite.version }

  /// Whether it chooses SHA-2 for RSA keys by itself, in the room that it is given for that.
  var choosesRSAAlgorithm: Bool { AlgorithmListRoom.versions.contains(version) }

  /// Whether the signatures of certificates and security keys can be sent as they have to be: by
  /// rewriting, or by itself.
  var canNameSignatures: Bool { writesNamesAsOffered || choosesRSAAlgorithm }
}
