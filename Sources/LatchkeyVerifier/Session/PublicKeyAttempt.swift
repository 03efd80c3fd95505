import LatchkeyKeys

/// One key being offered to one server: what libssh2 needs for it, and what became of it.
@safe final class PublicKeyAttempt {
  /// The key.
  let identity: Identity
  /// The user it is offered for.
  let user: String
  /// The public key blob that libssh2 is given; stable in memory while libssh2 may read it.
  let blob: UnsafeMutableBufferPointer<UInt8>
  /// The RSA upgrade, where this release of libssh2 needs it for this key.
  let upgrade: RSAUpgrade?

  /// The server answered that it would accept the key (SSH_MSG_USERAUTH_PK_OK).
  private(set) var isListed = false
  /// A signature was made and handed to libssh2.
  private(set) var isSigned = false
  /// Why no signature was made although there is a private key.
  private(set) var signingFailure: String?
  /// The signature algorithm that was used.
  private(set) var algorithm: String?

  init(identity: Identity, user: String) {
    self.identity = identity
    self.user = user
    let bytes = identity.publicKey.blob
    unsafe blob = .allocate(capacity: bytes.count)
    _ = unsafe blob.initialize(fromContentsOf: bytes)
    upgrade =
      SSHLibrary.needsRSAUpgrade && identity.publicKey.algorithm == .rsa
      ? unsafe RSAUpgrade(blob: blob, user: user) : nil
  }

  deinit { unsafe blob.deallocate() }

  /// Whether this release of libssh2 and this package can sign with this kind of key; otherwise why
  /// not.
  var limitation: String? {
    switch identity.publicKey.algorithm {
    case .ed25519, .ecdsa: return nil
    case .rsa:
      if upgrade != nil || SSHLibrary.choosesRSAAlgorithm { return nil }
      return "\(SSHLibrary.name) signs RSA with SHA-1 only; 1.10.0 and 1.11 or later are supported"
    case .dsa, .ed448, .securityKeyEd25519, .securityKeyECDSA:
      return "keys of type \(identity.publicKey.algorithm.name) cannot be used with "
        + SSHLibrary.name
    }
  }

  /// Answers libssh2's request for a signature; `nil` refuses it, which ends the attempt with the
  /// server knowing no more than that somebody has the public key.
  func signature(for bytes: [UInt8]) -> [UInt8]? {
    isListed = true
    guard case .privateKey(let key) = identity.material else { return nil }
    if let upgrade, !upgrade.isDone {
      signingFailure = "the RSA signature could not be upgraded to SHA-2 with \(SSHLibrary.name)"
      return nil
    }
    guard let request = SignRequest(bytes, user: user, blob: key.publicKey.blob) else {
      signingFailure = "\(SSHLibrary.name) asked for a signature over unexpected bytes"
      return nil
    }
    guard let wanted = SignatureAlgorithm(rawValue: request.algorithm), fits(request.algorithm)
    else {
      signingFailure = "the key cannot sign with \(request.algorithm)"
      return nil
    }
    do {
      // string algorithm, string signature (RFC 4253 §6.6): libssh2 writes the first itself.
      var cursor = WireCursor(try key.signature(over: bytes, algorithm: wanted))
      guard let name = cursor.string(), name.elementsEqual(request.algorithm.utf8),
        let raw = cursor.string(), cursor.remaining == 0
      else {
        signingFailure = "the signature is malformed"
        return nil
      }
      isSigned = true
      algorithm = request.algorithm
      return Array(raw)
    } catch {
      signingFailure = "\(error)"
      return nil
    }
  }

  /// Whether a signature algorithm is one for this key.
  private func fits(_ name: String) -> Bool {
    identity.publicKey.algorithm == .rsa
      ? ["rsa-sha2-256", "rsa-sha2-512", "ssh-rsa"].contains(name)
      : identity.publicKey.algorithm.name == name
  }
}
