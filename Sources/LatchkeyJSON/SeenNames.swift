/// The names that an object has so far.
struct SeenNames {
  /// To look at so many takes less than to hash them; at all of a large object it would take the
  /// square of their number.
  private static let few = 32

  private var first: [String] = []
  private var all: Set<String> = []

  /// Takes one more; false where it is there already.
  mutating func insert(_ name: String) -> Bool {
    if first.count < Self.few {
      guard !first.contains(name) else { return false }
      first.append(name)
      return true
    }
    if all.isEmpty { all = Set(first) }
    return all.insert(name).inserted
  }
}
