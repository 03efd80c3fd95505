public import LatchkeyKeys

/// A key that a check offers.
public struct Identity: Sendable {
  /// What there is of the key.
  public enum Material: Sendable {
    /// The whole key: the check signs with it and logs in.
    case privateKey(PrivateKey)
    /// A key that an agent signs with: as with a whole key, the check logs in.
    case agent(AgentKey)
    /// The public half alone: the check asks whether the server would accept the key, and goes no
    /// further.
    case publicKey(PublicKey)
  }

  /// What there is of the key.
  public let material: Material
  /// The certificate that is offered in the key's place; it has to be the key's.
  public let certificate: Certificate?
  /// Where the key came from, for reports.
  public let path: String?
  /// What the key is called in reports; `nil`: by ``path``.
  public let name: String?
  /// Where a certificate of the key lies that is not offered, though ssh would: `NAME-cert.pub`.
  public let certificateBeside: String?

  /// A key to offer.
  public init(
    _ material: Material, certificate: Certificate? = nil, path: String? = nil, name: String? = nil,
    certificateBeside: String? = nil
  ) {
    self.certificateBeside = certificateBeside
    self.material = material
    self.certificate = certificate
    self.path = path
    self.name = name
  }

  /// The public half.
  public var publicKey: PublicKey {
    switch material {
    case .privateKey(let key): key.publicKey
    case .agent(let key): key.publicKey
    case .publicKey(let key): key
    }
  }

  /// What is offered to the server (RFC 4252 §7): the certificate's blob, else the key's.
  package var blob: [UInt8] { certificate?.blob ?? publicKey.blob }

  /// SSH's name of what is offered: `ssh-ed25519`, `ssh-ed25519-cert-v01@openssh.com`.
  var offeredName: String { certificate?.name ?? publicKey.algorithm.name }
}
