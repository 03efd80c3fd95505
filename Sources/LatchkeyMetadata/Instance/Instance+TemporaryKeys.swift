public import FoundationEssentials
public import LatchkeyKeys

extension Instance {
  /// Lets a key in for a short time, as EC2's Instance Connect does. Pushed again for the same user,
  /// it is let in anew from now on; keys whose time is over are forgotten.
  ///
  /// - Parameters:
  ///   - publicKey: a key that the instance's cloud takes.
  ///   - user: the login name; `nil` for the instance's own.
  ///   - time: now.
  ///   - seconds: for how long, from 1 to an hour.
  /// - Throws: ``MetadataError/Code/keyNotAccepted``, ``MetadataError/Code/invalidValue``.
  @discardableResult
  public mutating func push(
    _ publicKey: PublicKey, for user: String? = nil, at time: Date = Date(),
    lasting seconds: Int = TemporaryKey.lifetime
  ) throws(MetadataError) -> TemporaryKey {
    guard cloud.rules.letsKeysExpire else {
      throw MetadataError(
        .keyNotAccepted,
        "\(cloud.title) has no keys that expire; inject the key, and eject it in time")
    }
    try cloud.rules.keys.check(publicKey, on: cloud)
    let user = user ?? self.user
    try LaunchTemplate.validate(user: user)
    guard (1...3600).contains(seconds) else {
      throw MetadataError(.invalidValue, "a life of \(seconds) seconds: expected 1 to 3600")
    }
    // Whole seconds, as the documents have them; rounded up, so that no life is cut short.
    let expiry = (time.timeIntervalSince1970 + Double(seconds)).rounded(.up)
    let key = TemporaryKey(
      publicKey: publicKey, user: user, expiry: Date(timeIntervalSince1970: expiry))
    temporaryKeys.removeAll {
      !$0.isValid(at: time) || ($0.publicKey == publicKey && $0.user == user)
    }
    temporaryKeys.append(key)
    return key
  }

  /// The temporary keys that still let in at a time.
  public func temporaryKeys(at time: Date) -> [TemporaryKey] {
    temporaryKeys.filter { $0.isValid(at: time) }
  }

  /// When the next temporary key expires; `nil` where none is left.
  func nextExpiry(after time: Date) -> Date? { temporaryKeys(at: time).map(\.expiry).min() }
}
