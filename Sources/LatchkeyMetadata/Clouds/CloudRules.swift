import LatchkeyKeys

/// What a cloud has its own rules for: which values it takes where something is chosen at a launch,
/// and what it takes where nothing is.
public struct CloudRules: Sendable {
  /// What holds for one of the values that are chosen at a launch.
  struct Choice: Sendable {
    /// What is taken where nothing is chosen.
    let standard: String
    /// What a valid value looks like, in words.
    let expected: String
    /// Whether the cloud takes a value.
    let accepts: @Sendable (String) -> Bool
  }

  /// The image.
  let image: Choice
  /// The instance type: size, flavor, machine type.
  let type: Choice
  /// The availability zone, or where the cloud has none, the region.
  let zone: Choice
  /// Makes a place of a zone that is taken.
  let place: @Sendable (_ zone: String) -> Placement
  /// The login name that images have where nothing else is said.
  public let user: String
  /// The keys that are taken.
  let keys: AcceptedKeys
  /// Whether the cloud lets a key in for a short time: Instance Connect's on EC2, and the entries of
  /// GCE's `ssh-keys` that expire.
  let letsKeysExpire: Bool
  /// The most bytes of user data.
  public let maximumUserData: Int

  /// What is taken where no image is chosen.
  public var standardImage: String { image.standard }
  /// What is taken where no instance type is chosen.
  public var standardType: String { type.standard }
  /// Where instances run where no zone is chosen.
  public var standardZone: String { zone.standard }
}

extension CloudRules {
  /// Whether a text is one or more letters, digits, and other characters that are named.
  static func isWord(_ text: String, extra: String = "", upTo limit: Int = 255) -> Bool {
    (1...limit).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: extra.utf8.contains(byte)
        }
      }
  }
}
