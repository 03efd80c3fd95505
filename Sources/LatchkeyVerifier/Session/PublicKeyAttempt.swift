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
  /// The rewriting of the signature, where this release needs it for this certificate.
  private(set) var rewrite: SignatureRewrite?

  /// The server answered that it would accept the key (SSH_MSG_USERAUTH_PK_OK).
  private(set) var isListed = false
  /// A signature was made and handed to libssh2.
  private(set) var isSigned = false
  /// Why no signature was sent that a server could accept, although there is a private key.
  var signingFailure: String? {
    if let rewrite, !rewrite.isDone {
      return "the certificate's signature could not be put right with \(SSHLibrary.name)"
    }
    return refusal
  }
  private var refusal: String?
  /// The signature algorithm that was used.
  private(set) var algorithm: String?

  init(identity: Identity, user: String) {
    self.identity = identity
    self.user = user
    let bytes = identity.blob
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
    if let certificate = identity.certificate, certificate.publicKey != identity.publicKey {
      return "its certificate is for another key, \(certificate.publicKey.fingerprint.text)"
    }
    switch identity.publicKey.algorithm {
    case .ed25519 where identity.certificate != nil && !SSHLibrary.canSendCertificates:
      return "\(SSHLibrary.name) sends certificates of ed25519 keys under a wrong name; "
        + "1.10.0 and 1.11 or later are supported"
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
      refusal = "the RSA signature could not be upgraded to SHA-2 with \(SSHLibrary.name)"
      return nil
    }
    guard let request = SignRequest(bytes, user: user, blob: identity.blob) else {
      refusal = "\(SSHLibrary.name) asked for a signature over unexpected bytes"
      return nil
    }
    let name = request.signatureAlgorithm
    guard let wanted = SignatureAlgorithm(rawValue: name), fits(name) else {
      refusal = "the key cannot sign with \(name)"
      return nil
    }
    do {
      // string algorithm, string signature (RFC 4253 §6.6): libssh2 writes the first itself.
      var cursor = WireCursor(try key.signature(over: bytes, algorithm: wanted))
      guard let written = cursor.string(), written.elementsEqual(name.utf8),
        let raw = cursor.string(), cursor.remaining == 0
      else {
        refusal = "the signature is malformed"
        return nil
      }
      isSigned = true
      algorithm = name
      return sendable(Array(raw), for: request)
    } catch {
      refusal = "\(error)"
      return nil
    }
  }

  /// The signature as libssh2 has to be given it.
  private func sendable(_ signature: [UInt8], for request: SignRequest) -> [UInt8]? {
    guard SSHLibrary.keepsCertificateNames, request.algorithm != request.signatureAlgorithm,
      identity.publicKey.algorithm == .rsa || identity.publicKey.algorithm == .ed25519
    else { return signature }
    rewrite = SignatureRewrite(
      signature: signature, name: request.algorithm, plainName: request.signatureAlgorithm,
      blob: unsafe blob.count, user: user.utf8.count)
    if rewrite == nil { refusal = "the certificate's signature is too short" }
    return rewrite?.substitute
  }

  /// Whether a signature algorithm is one for this key.
  private func fits(_ name: String) -> Bool {
    identity.publicKey.algorithm == .rsa
      ? ["rsa-sha2-256", "rsa-sha2-512", "ssh-rsa"].contains(name)
      : identity.publicKey.algorithm.name == name
  }
}
