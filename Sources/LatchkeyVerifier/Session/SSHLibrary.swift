import CLibSSH2

/// libssh2 as it is loaded: initialised once, and which release it is.
enum SSHLibrary {
  /// The release that is loaded, `1.10.0`; empty if it could not be initialised.
  static let version: String = {
    guard libssh2_init(0) == 0, let text = unsafe libssh2_version(0) else { return "" }
    return unsafe String(cString: text)
  }()

  /// How reports name it.
  static var name: String { "libssh2 \(version)" }

  /// Whether it is the one release whose RSA signatures are upgraded from outside (`RSAUpgrade`).
  static var needsRSAUpgrade: Bool { version == "1.10.0" }

  /// Whether it is the one release that gives a signature the name under which the key was offered,
  /// and whose signatures are put right from outside (`SignatureRewrite`).
  static var writesNamesAsOffered: Bool { version == "1.10.0" }

  /// Whether the signatures of certificates and security keys can be sent as they have to be: by
  /// rewriting, or since 1.11.0 by itself.
  static var canNameSignatures: Bool { writesNamesAsOffered || choosesRSAAlgorithm }

  /// Whether it chooses SHA-2 for RSA keys by itself (since 1.11.0).
  static var choosesRSAAlgorithm: Bool {
    let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
    guard parts.count == 2 else { return false }
    return parts[0] > 1 || (parts[0] == 1 && parts[1] >= 11)
  }
}
