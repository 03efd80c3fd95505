import FoundationEssentials

/// `{"publicKey": "ssh-ed25519 AAAA…", "user": …, "expiry": …}`
extension TemporaryKey: Codable {
  enum CodingKeys: String, CodingKey { case publicKey, user, expiry }

  /// Reads a key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let line = try container.decode(String.self, forKey: .publicKey)
    guard let key = try? InjectedKey.key(ofLine: line) else {
      throw DecodingError.dataCorruptedError(
        forKey: .publicKey, in: container,
        debugDescription: "no public key in '\(line.printable)'")
    }
    publicKey = key
    user = try container.decode(String.self, forKey: .user)
    expiry = try container.decode(Date.self, forKey: .expiry)
  }

  /// Writes the line, the user and the expiry.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(line, forKey: .publicKey)
    try container.encode(user, forKey: .user)
    try container.encode(expiry, forKey: .expiry)
  }
}
