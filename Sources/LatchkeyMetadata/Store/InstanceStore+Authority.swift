import LatchkeyCrypto
import LatchkeyFiles
import LatchkeyFormats
import LatchkeyKeys

/// The key of the simulated cloud, beside the instances: `HOME/authority.pem`, PKCS #8, for its owner
/// alone.
extension InstanceStore {
  private var authorityPath: String { path + "/authority.pem" }

  /// The key, made where there is none yet. Many may ask at once; all get the same.
  func authorityKey() throws(MetadataError) -> PrivateKey {
    if let key = try readAuthorityKey() { return key }
    return try locked { () throws(MetadataError) in
      if let key = try readAuthorityKey() { return key }
      sweepAuthorityKeys()
      let key = try CloudAuthority.makeKey()
      do {
        try AtomicFile.write(key.encoded(as: .pkcs8), to: authorityPath, mode: 0o600)
      } catch let error as FileError {
        throw MetadataError(error)
      } catch {
        throw MetadataError(.signingFailed, "\(authorityPath): cannot be written: \(error)")
      }
      return key
    }
  }

  /// Removes what a writer that was killed has left, as the store does of documents.
  private func sweepAuthorityKeys() {
    for name in (try? Folder.names(in: path)) ?? [] where name.hasPrefix(".authority.pem.") {
      try? Folder.remove("\(path)/\(name)")
    }
  }

  private func readAuthorityKey() throws(MetadataError) -> PrivateKey? {
    do {
      let bytes = try SecretFile.read(authorityPath, limit: FormatLimits.keyFileSize)
      return try KeyFile.read(bytes).privateKey().decrypt()
    } catch let error as FileError {
      guard error.code == .notFound else { throw MetadataError(error) }
      return nil
    } catch {
      throw MetadataError(
        .damagedDocument, "\(authorityPath): no key to sign with: \(error); remove it for a new one"
      )
    }
  }
}
