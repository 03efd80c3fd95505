/// The bytes that a client signs to prove that it holds a key (RFC 4252 §7).
///
///     string    session identifier
///     byte      SSH_MSG_USERAUTH_REQUEST (50)
///     string    user name
///     string    service name
///     string    "publickey"
///     boolean   TRUE
///     string    public key algorithm name
///     string    public key to be used for authentication
///
/// Nothing that is not exactly this, for the expected user and key, is ever signed.
struct SignRequest: Sendable, Hashable {
  /// The public key algorithm that the request names: `ssh-ed25519`,
  /// `rsa-sha2-256-cert-v01@openssh.com`.
  let algorithm: String

  /// What to sign with, and what the signature is called: the same without what makes it a
  /// certificate's name (PROTOCOL.certkeys).
  var signatureAlgorithm: String {
    let suffix = "-cert-v01@openssh.com"
    return algorithm.hasSuffix(suffix) ? String(algorithm.dropLast(suffix.count)) : algorithm
  }

  /// Reads and checks the bytes; `nil` if they ask for anything else.
  init?(_ bytes: some Collection<UInt8>, user: String, blob: [UInt8]) {
    var cursor = WireCursor(bytes)
    // The exchange hash of the first key exchange: 20 bytes (SHA-1) to 64 (SHA-512).
    guard let identifier = cursor.string(), (20...64).contains(identifier.count),
      cursor.byte() == 50, let name = cursor.string(), name.elementsEqual(user.utf8),
      let service = cursor.string(), service.elementsEqual("ssh-connection".utf8),
      let method = cursor.string(), method.elementsEqual("publickey".utf8), cursor.byte() == 1,
      let algorithm = cursor.string(), algorithm.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
      let key = cursor.string(), key.elementsEqual(blob), cursor.remaining == 0
    else { return nil }
    self.algorithm = String(decoding: algorithm, as: UTF8.self)
  }
}
