/// `{"name": …, "publicKey": "ssh-ed25519 AAAA… name", "fingerprint": "SHA256:…"}`; the fingerprint
/// is there for people and is not read back, so that it can never disagree with the key.
extension InjectedKey: Codable {
  enum CodingKeys: String, CodingKey { case name, publicKey, fingerprint }

  /// Reads a key, checking all that an injection checks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let line = try container.decode(String.self, forKey: .publicKey)
    let name = try container.decode(String.self, forKey: .name)
    do {
      guard let key = try Self.key(ofLine: line) else {
        throw MetadataError(.damagedDocument, "no public key in '\(line.printable)'")
      }
      try self.init(key, named: name)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .publicKey, in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the name, the line and, for people, the fingerprint.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(line, forKey: .publicKey)
    try container.encode(fingerprint, forKey: .fingerprint)
  }
}
