import Synchronization

/// A text that is made when it is first read, and kept from then on: what costs a signature, and is
/// seldom asked for.
public final class DeferredText: Sendable {
  private let text: Mutex<[UInt8]?>
  private let make: @Sendable () -> [UInt8]

  /// A text to be made by `make`.
  init(_ make: @escaping @Sendable () -> [UInt8]) {
    text = Mutex(nil)
    self.make = make
  }

  /// The text.
  public var bytes: [UInt8] {
    text.withLock { text in
      if let text { return text }
      let made = make()
      text = made
      return made
    }
  }
}

extension DeferredText: Hashable {
  /// Whether two are the very same: to compare what they say would make it.
  public static func == (left: DeferredText, right: DeferredText) -> Bool { left === right }

  /// Hashes which one it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
