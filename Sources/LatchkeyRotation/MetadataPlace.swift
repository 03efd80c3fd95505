import LatchkeyKeys
import LatchkeyMetadata

/// The keys in the metadata of a simulated instance.
struct MetadataPlace: KeyPlace {
  let store: InstanceStore
  let instance: String
  let oldKey: PublicKey
  let newKey: PublicKey
  let name: String

  func make(_ change: KeyChange, verify: @escaping () -> Verification) -> ChangeOutcome {
    let before: [InjectedKey]
    do throws(MetadataError) {
      before = try store.instance(instance).keys
      try apply(change)
    } catch {
      return .notMade(error.description)
    }
    let seen = verify()
    if seen.isMet { return isMade(change, before) ? .alreadySo : .kept }
    do throws(MetadataError) {
      try takeBack(change, before)
    } catch {
      return .unclear("\(seen.detail); and the change could not be taken back: \(error)")
    }
    return .takenBack(seen.detail)
  }

  private func isMade(_ change: KeyChange, _ keys: [InjectedKey]) -> Bool {
    switch change {
    case .addNew: keys.contains { $0.publicKey == newKey }
    case .removeOld: !keys.contains { $0.publicKey == oldKey }
    }
  }

  private func apply(_ change: KeyChange) throws(MetadataError) {
    try store.update(instance) { (instance: inout Instance) throws(MetadataError) in
      if isMade(change, instance.keys) { return }
      switch change {
      case .addNew: try instance.inject(newKey, named: name)
      case .removeOld: try instance.eject(oldKey.fingerprint.text)
      }
    }
  }

  /// Undoes what this made, and nothing that others did meanwhile.
  private func takeBack(_ change: KeyChange, _ before: [InjectedKey]) throws(MetadataError) {
    if isMade(change, before) { return }
    try store.update(instance) { (instance: inout Instance) throws(MetadataError) in
      switch change {
      case .addNew:
        if instance.keys.contains(where: { $0.publicKey == newKey }) {
          try instance.eject(newKey.fingerprint.text)
        }
      case .removeOld:
        guard let old = before.first(where: { $0.publicKey == oldKey }) else { return }
        if !instance.keys.contains(old) { try instance.inject(old) }
      }
    }
  }
}
