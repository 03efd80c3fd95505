import FoundationEssentials

/// `managed-ssh-keys/`, from which Instance Connect's scripts on an instance take the keys that were
/// pushed to it.
extension MetadataTreeBuilder {
  /// Adds the signer's certificate and, for each user with keys, `active-keys/USER`.
  mutating func addTemporaryKeys(
    of instance: Instance, at time: Date, signedBy authority: CloudAuthority
  ) {
    let folder = "meta-data/managed-ssh-keys"
    let signer = InstanceConnectSigner(of: instance, signedBy: authority)
    add("\(folder)/signer-cert", .deferred(DeferredText { signer.chain() }))
    let keys = Dictionary(grouping: instance.temporaryKeys(at: time), by: \.user)
    for (user, keys) in keys {
      let entries = DeferredText { keys.flatMap(signer.entry) }
      add("\(folder)/active-keys/\(user)", .deferred(entries))
    }
  }
}
