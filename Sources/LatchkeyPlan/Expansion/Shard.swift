/// A part of a plan's checks, for one of several machines: `2/5` is the second of five.
///
/// A plan is cut by hosts, so that no two machines ask the same one, into pieces of about as many
/// checks, one after another in the plan's order. The cut depends on the plan and the number of
/// pieces alone.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// More machines than these are a slip.
  public static let most = 100_000

  /// Which part, from 1.
  public let index: Int
  /// Of how many.
  public let count: Int

  /// A part.
  ///
  /// - Parameter index: from 1 to `count`.
  /// - Throws: ``ShardError``, where there is no such part.
  public init(index: Int, of count: Int) throws(ShardError) {
    guard (1...Self.most).contains(count) else {
      throw ShardError(
        .outOfRange, "\(count) shards, where 1 to \(Self.most) are possible")
    }
    guard (1...count).contains(index) else {
      throw ShardError(
        .outOfRange, "shard \(index) of \(count): shards are counted from 1 to \(count)")
    }
    self.index = index
    self.count = count
  }

  /// Reads `2/5`.
  public init(parsing text: String) throws(ShardError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Self.number(parts[0]), let count = Self.number(parts[1])
    else {
      throw ShardError(.malformed, "\(text.quoted) is no shard; expected I/N, such as 2/5")
    }
    try self.init(index: index, of: count)
  }

  /// `2/5`.
  public var description: String { "\(index)/\(count)" }

  static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }
}
