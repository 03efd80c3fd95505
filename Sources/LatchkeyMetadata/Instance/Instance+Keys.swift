public import LatchkeyKeys

extension Instance {
  /// Injects a public key: from now on the metadata names it and the instance's door lets it in.
  ///
  /// - Parameters:
  ///   - publicKey: a key that the instance's cloud takes; on EC2 an ed25519 key, or an RSA key of
  ///     2048 bits or more.
  ///   - name: the key pair's name, unique within the instance.
  /// - Throws: ``MetadataError/Code/duplicateKey`` where the key or the name is there already;
  ///   ``MetadataError/Code/keyNotAccepted``, ``MetadataError/Code/invalidValue`` for a key or a
  ///   name that the cloud would not take.
  public mutating func inject(_ publicKey: PublicKey, named name: String) throws(MetadataError) {
    try inject(InjectedKey(publicKey, named: name))
  }

  /// Injects a key that has its name already; see ``inject(_:named:)``.
  public mutating func inject(_ key: InjectedKey) throws(MetadataError) {
    try cloud.rules.keys.check(key.publicKey, on: cloud)
    if let same = keys.first(where: { $0.publicKey == key.publicKey }) {
      throw MetadataError(
        .duplicateKey, "\(id): the key \(key.fingerprint) is there already, as '\(same.name)'")
    }
    if let same = keys.first(where: { $0.name == key.name }) {
      throw MetadataError(
        .duplicateKey,
        "\(id): another key is named '\(key.name)' (\(same.fingerprint)); choose another name")
    }
    keys.append(key)
  }

  /// Takes a key out: from now on the metadata does not name it.
  ///
  /// - Parameter fingerprintOrName: the key pair's name, or the key's fingerprint in any spelling
  ///   (see ``InjectedKey/hasFingerprint(_:)``). A name goes before a fingerprint.
  /// - Returns: the key that was taken out.
  /// - Throws: ``MetadataError/Code/noSuchKey``, naming the keys that are there.
  @discardableResult
  public mutating func eject(_ fingerprintOrName: String) throws(MetadataError) -> InjectedKey {
    let index =
      keys.firstIndex { $0.name == fingerprintOrName }
      ?? keys.firstIndex { $0.hasFingerprint(fingerprintOrName) }
    guard let index else {
      let present = keys.map { "'\($0.name)' \($0.fingerprint)" }.joined(separator: ", ")
      throw MetadataError(
        .noSuchKey,
        "\(id): no key '\(fingerprintOrName.printable)'"
          + (keys.isEmpty ? "; it has none" : "; it has \(present)"))
    }
    return keys.remove(at: index)
  }
}
