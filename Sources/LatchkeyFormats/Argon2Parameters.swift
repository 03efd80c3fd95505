internal import LatchkeyCrypto

/// What Argon2 costs in a PuTTY key file.
public struct Argon2Parameters: Hashable, Sendable {
  /// The variants of Argon2 (RFC 9106 §1). The raw value is PuTTY's spelling.
  public enum Flavour: String, Hashable, Sendable, CaseIterable {
    /// Resists both side channels and trade-offs: the one to take.
    case argon2id = "Argon2id"
    /// Independent of the data.
    case argon2i = "Argon2i"
    /// Dependent on the data.
    case argon2d = "Argon2d"

    var primitive: Argon2.Flavour {
      switch self {
      case .argon2id: .argon2id
      case .argon2i: .argon2i
      case .argon2d: .argon2d
      }
    }
  }

  /// Which variant.
  public var flavour: Flavour
  /// Memory in KiB, at least 8 a lane.
  public var memory: Int
  /// How often the memory is gone over, at least once.
  public var passes: Int
  /// How many lanes, each of them a thread.
  public var parallelism: Int

  /// Parameters of one's own choice; `memory` is in KiB.
  public init(
    flavour: Flavour = .argon2id, memory: Int = 8192, passes: Int = 21, parallelism: Int = 1
  ) {
    self.flavour = flavour
    self.memory = memory
    self.passes = passes
    self.parallelism = parallelism
  }

  /// What puttygen writes unless told otherwise: Argon2id, 8 MiB, one lane. The passes, which it
  /// tunes to a tenth of a second, are fixed at what that gives on today's machines.
  public static let puttyDefault = Argon2Parameters()

  /// Refuses what Argon2 cannot do or what no file should ask for.
  func check() throws(FormatError) {
    guard (1...FormatLimits.argon2Parallelism).contains(parallelism) else {
      throw FormatError(
        .boundExceeded,
        "Argon2 with \(parallelism) lanes: 1 to \(FormatLimits.argon2Parallelism) are allowed")
    }
    guard (8 * parallelism...FormatLimits.argon2Memory).contains(memory) else {
      throw FormatError(
        .boundExceeded,
        """
        Argon2 with \(memory) KiB of memory: \(8 * parallelism) to \
        \(FormatLimits.argon2Memory) KiB are allowed
        """)
    }
    guard (1...FormatLimits.argon2Passes).contains(passes) else {
      throw FormatError(
        .boundExceeded,
        "Argon2 with \(passes) passes: 1 to \(FormatLimits.argon2Passes) are allowed")
    }
    guard memory * passes <= FormatLimits.argon2Work else {
      throw FormatError(
        .boundExceeded,
        """
        Argon2 with \(passes) passes over \(memory) KiB of memory: at most \
        \(FormatLimits.argon2Work) KiB are allowed in all passes
        """)
    }
  }
}
