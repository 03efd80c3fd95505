import FoundationEssentials
import LatchkeyCrypto
import LatchkeyKeys
import Synchronization

/// What a simulated cloud signs with: a key, and the certificate by which others know it.
///
/// It is for tests and opens nothing. The key is made, or read, when something is first signed: a
/// service whose clients never ask for a signature has none. The certificate follows from the key.
public final class CloudAuthority: Sendable {
  private let identity = Mutex<AuthorityIdentity?>(nil)
  private let open: @Sendable () throws(MetadataError) -> PrivateKey
  private let report: @Sendable (MetadataError) -> Void

  /// The authority of everything in this process that is given no other.
  public static let ofProcess = CloudAuthority()

  /// An authority with a key of its own, which ends with the process.
  public convenience init() {
    self.init(opening: Self.makeKey, report: { _ in })
  }

  /// The authority whose key a store keeps, and makes where it has none yet.
  ///
  /// - Parameters:
  ///   - store: where the key is.
  ///   - report: is told why the key cannot be had, if so; what is signed is then signed by a key
  ///     that ends with the process.
  public convenience init(
    of store: InstanceStore, report: @escaping @Sendable (MetadataError) -> Void = { _ in }
  ) {
    self.init(opening: { () throws(MetadataError) in try store.authorityKey() }, report: report)
  }

  private init(
    opening open: @escaping @Sendable () throws(MetadataError) -> PrivateKey,
    report: @escaping @Sendable (MetadataError) -> Void
  ) {
    self.open = open
    self.report = report
  }

  /// The certificate in PEM, with its newline.
  ///
  /// - Throws: ``MetadataError/Code/storageFailed``, ``MetadataError/Code/damagedDocument`` where the
  ///   key cannot be had.
  public func certificate() throws(MetadataError) -> String {
    try identity.withLock { (known) throws(MetadataError) in
      if let known { return known.pem }
      let made = try AuthorityIdentity(open())
      known = made
      return made.pem
    }
  }

  /// Makes something that is signed. Nothing, where libcrypto fails: that verifies nowhere.
  func sign(_ make: (AuthorityIdentity) throws -> [UInt8]) -> [UInt8] {
    (try? make(opened())) ?? []
  }

  private func opened() throws(MetadataError) -> AuthorityIdentity {
    try identity.withLock { (known) throws(MetadataError) in
      if let known { return known }
      let made: AuthorityIdentity
      do throws(MetadataError) {
        made = try AuthorityIdentity(open())
      } catch {
        report(error)
        made = try AuthorityIdentity(Self.makeKey())
      }
      known = made
      return made
    }
  }

  /// A new key, of the kind that EC2 signs with.
  static func makeKey() throws(MetadataError) -> PrivateKey {
    do throws(KeyError) {
      return try PrivateKey.generate(.rsa(bits: 2048), comment: "latchkey cloud authority")
    } catch {
      throw MetadataError(.signingFailed, "no key to sign with could be made: \(error)")
    }
  }
}
