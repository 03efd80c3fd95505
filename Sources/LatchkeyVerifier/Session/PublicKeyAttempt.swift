import LatchkeyKeys

/// One key being offered to one server: what libssh2 needs for it, and what became of it.
@safe final class PublicKeyAttempt {
  /// The key.
  let identity: Identity
  /// The user it is offered for.
  let user: String
  /// The blob that libssh2 is given, the key's or its certificate's; stable in memory while libssh2
  /// may read it.
  let blob: UnsafeMutableBufferPointer<UInt8>
  /// The RSA upgrade, where this release of libssh2 needs it for this key.
  let upgrade: RSAUpgrade?
  /// The rewriting of the signature, where this release needs it for this key.
  private(set) var rewrite: SignatureRewrite?

  /// The server answered that it would accept the key (SSH_MSG_USERAUTH_PK_OK).
  private(set) var isListed = false
  /// A signature was made and handed to libssh2.
  private(set) var isSigned = false
  /// The signature algorithm that was used.
  private(set) var algorithm: String?

  /// The public key algorithm that the request names; `nil` where libssh2 chooses it, and has not
  /// said.
  var offeredName: String? {
    if let upgrade { return upgrade.name }
    if identity.publicKey.algorithm != .rsa { return identity.offeredName }
    return chosenName
  }
  /// What libssh2 has offered it as.
  var chosenName: String?

  /// Whether the key cannot be offered, as the server takes no signature of its kind: libssh2 1.11
  /// offers none then, and on that connection no other key either.
  ///
  /// - Parameter algorithms: those that the server says it takes.
  func isRuledOut(by algorithms: [String]?) -> Bool {
    guard library.choosesRSAAlgorithm, identity.publicKey.algorithm == .rsa, let algorithms else {
      return false
    }
    return !algorithms.contains { fits($0) }
  }

  /// The libssh2 that it is for.
  let library: SSHLibrary

  private var refusal: String?
  private var signer: AgentSigner?

  /// - Parameter rsa: what an RSA key signs with, where that is chosen here.
  init(
    identity: Identity, user: String, rsa: SignatureAlgorithm = .rsaSHA256,
    library: SSHLibrary = .loaded
  ) {
    self.library = library
    self.identity = identity
    self.user = user
    let bytes = identity.blob
    unsafe blob = .allocate(capacity: bytes.count)
    _ = unsafe blob.initialize(fromContentsOf: bytes)
    upgrade =
      library.needsRSAUpgrade && identity.publicKey.algorithm == .rsa
      ? unsafe RSAUpgrade(blob: blob, user: user, to: rsa) : nil
  }

  deinit { unsafe blob.deallocate() }

  /// Why no signature was sent that a server could accept, although there is something to sign
  /// with.
  var signingFailure: String? {
    if let rewrite, !rewrite.isDone {
      return "the signature could not be put right with \(library.name)"
    }
    return refusal
  }

  /// The agent's socket and what to poll it for, while it is being waited for.
  var waitsFor: (descriptor: Int32, events: Int16)? { signer?.waitsFor }

  /// What libssh2's request for a signature is answered with.
  enum Answer {
    /// What libssh2 is to write into the signature behind its name.
    case signature([UInt8])
    /// It is not there yet: ask again.
    case later
    /// There is none, which ends the attempt with the server knowing no more than that somebody has
    /// the public key.
    case none
  }

  /// Answers libssh2's request for a signature.
  func answer(for bytes: [UInt8]) -> Answer {
    isListed = true
    if case .publicKey = identity.material { return .none }
    if let upgrade, !upgrade.isDone {
      return refuse("the RSA signature could not be upgraded to SHA-2 with \(library.name)")
    }
    guard let request = SignRequest(bytes, user: user, blob: identity.blob) else {
      return refuse("\(library.name) asked for a signature over unexpected bytes")
    }
    let name = request.signatureAlgorithm
    guard let wanted = SignatureAlgorithm(rawValue: name), fits(name) else {
      return refuse("the key cannot sign with \(name)")
    }
    switch sign(bytes, wanted) {
    case .pending: return .later
    case .failed(let reason): return refuse(reason)
    case .made(let signature):
      signer = nil
      guard let sendable = sendable(signature, for: request) else {
        return refuse("the signature is malformed")
      }
      isSigned = true
      algorithm = name
      return .signature(sendable)
    }
  }

  private func refuse(_ reason: String) -> Answer {
    signer = nil
    refusal = reason
    return .none
  }

  private func sign(_ bytes: [UInt8], _ algorithm: SignatureAlgorithm) -> Signing {
    switch identity.material {
    case .publicKey: return .failed("there is no private key")
    case .privateKey(let key):
      do {
        return .made(try key.signature(over: bytes, algorithm: algorithm))
      } catch {
        return .failed("\(error)")
      }
    case .agent(let key):
      if let signer, signer.isFor(bytes) { return signer.advance() }
      let fresh = AgentSigner(
        key, data: bytes, algorithm: algorithm.rawValue)
      signer = fresh
      return fresh.advance()
    }
  }

  /// What libssh2 has to be given of a signature: it writes the name, and what follows as a string.
  private func sendable(_ signature: [UInt8], for request: SignRequest) -> [UInt8]? {
    var cursor = WireCursor(signature)
    guard let name = cursor.string(), name.elementsEqual(request.signatureAlgorithm.utf8),
      let raw = cursor.string()
    else { return nil }
    // A security key's flags and counter follow (PROTOCOL.u2f).
    let isSecurityKey = identity.publicKey.algorithm.isSecurityKey
    guard cursor.remaining == (isSecurityKey ? 5 : 0) else { return nil }
    if library.writesNamesAsOffered, isSecurityKey || isRenamed(request) {
      rewrite = SignatureRewrite(
        signature: signature, name: request.algorithm, blob: unsafe blob.count,
        user: user.utf8.count)
      return rewrite?.substitute
    }
    return isSecurityKey ? Array(signature.dropFirst(4 + name.count)) : Array(raw)
  }

  /// Whether libssh2 1.10.0 names the signature otherwise than it has to be: that of a certificate,
  /// unless it is ECDSA's.
  private func isRenamed(_ request: SignRequest) -> Bool {
    guard request.algorithm != request.signatureAlgorithm else { return false }
    if case .ecdsa = identity.publicKey.algorithm { return false }
    return true
  }

  /// Whether a signature algorithm is one for this key.
  private func fits(_ name: String) -> Bool {
    identity.publicKey.algorithm == .rsa
      ? ["rsa-sha2-256", "rsa-sha2-512", "ssh-rsa"].contains(name)
      : identity.publicKey.algorithm.name == name
  }
}
