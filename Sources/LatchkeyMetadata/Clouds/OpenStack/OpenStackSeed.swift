import FoundationEssentials

/// The `random_seed` of `meta_data.json`: 512 bytes, in base64.
enum OpenStackSeed {
  /// A seed of its own, as Nova's service gives one with each answer.
  static func make(using random: inout some RandomNumberGenerator) -> String {
    let words = (0..<64).map { _ -> UInt64 in random.next() }
    let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    return Data(bytes).base64EncodedString()
  }

  /// The seed that an instance's drive always has, so that the same instance makes the same drive.
  /// It can be foreseen, which a drive of a real cloud must not be.
  static func fixed(for id: InstanceID) -> String {
    var sequence = Sequence(id)
    return make(using: &sequence)
  }

  /// SplitMix64, begun with the digits of an id.
  private struct Sequence: RandomNumberGenerator {
    private var state: UInt64

    init(_ id: InstanceID) {
      state = UInt64(id.description.suffix(16).filter(\.isHexDigit), radix: 16) ?? 0
    }

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      return mixed ^ mixed >> 31
    }
  }
}
