import Synchronization

/// `managed-ssh-keys/signer-ocsp/`: the answer that the signer's certificate is good, under the
/// certificate's fingerprint.
///
/// The folder answers and is not listed, as in EC2; so nothing has to be signed to know its name.
final class SignerStaples: Sendable {
  private static let folder = "meta-data/managed-ssh-keys/signer-ocsp"
  private let signer: InstanceConnectSigner
  private let made = Mutex<(name: String, status: [UInt8])?>(nil)

  init(_ signer: InstanceConnectSigner) { self.signer = signer }

  /// What lies at a path; `nil` where it is another folder's, or nothing.
  func node(at path: String) -> MetadataNode? {
    guard path.hasPrefix(Self.folder) else { return nil }
    let staple = made.withLock { made in
      if made == nil { made = signer.staple() }
      return made
    }
    guard let staple else { return nil }
    switch path {
    case Self.folder: return .listing(Array(staple.name.utf8))
    case "\(Self.folder)/\(staple.name)": return .leaf(staple.status, .text)
    default: return nil
    }
  }
}
