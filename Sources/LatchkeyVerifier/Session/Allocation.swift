/// One piece of a session's memory, by its address.
@safe
struct Allocation: Hashable {
  let pointer: UnsafeMutableRawPointer

  init(_ pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }

  private var address: UInt { unsafe UInt(bitPattern: pointer) }

  static func == (first: Allocation, second: Allocation) -> Bool {
    first.address == second.address
  }

  func hash(into hasher: inout Hasher) { hasher.combine(address) }

  /// The standard library's way to hash a key that stands alone in a dictionary. Its own, which no
  /// sender of keys can steer, took a twentieth of our own instructions of a check; where
  /// malloc puts libssh2's allocations is nobody's choice.
  func _rawHashValue(seed: Int) -> Int {
    let mixed = (address >> 4 ^ UInt(bitPattern: seed)) &* 0x9e37_79b9_7f4a_7c15
    return Int(bitPattern: mixed ^ mixed >> 32)
  }
}
