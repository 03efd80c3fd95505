public import LatchkeyKeys

/// A key that a check offers.
public struct Identity: Sendable {
  /// What there is of the key.
  public enum Material: Sendable {
    /// The whole key: the check signs with it and logs in.
    case privateKey(PrivateKey)
    /// The public half alone: the check asks whether the server would accept the key, and goes no
    /// further.
    case publicKey(PublicKey)
  }

  /// What there is of the key.
  public let material: Material
  /// Where the key came from, for reports.
  public let path: String?

  /// A key to offer.
  public init(_ material: Material, path: String? = nil) {
    self.material = material
    self.path = path
  }

  /// The public half.
  public var publicKey: PublicKey {
    switch material {
    case .privateKey(let key): key.publicKey
    case .publicKey(let key): key
    }
  }
}
