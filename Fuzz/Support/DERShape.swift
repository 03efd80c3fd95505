/// Makes DER of what is nearly DER, so that a mutation deep inside does not end at the outermost
/// length.
package enum DERShape {
  private static let octetString: UInt8 = 0x04
  private static let sequence: UInt8 = 0x30
  private static let isConstructed: UInt8 = 0x20

  /// The elements in `bytes`, with lengths that are right: one that says too much is cut.
  package static func repaired(_ bytes: ArraySlice<UInt8>, depth: Int = 0) -> [UInt8] {
    var left = bytes
    var out: [UInt8] = []
    while let tag = left.popFirst() {
      let length = length(&left)
      let content = left.prefix(length)
      left = left.dropFirst(length)
      // PKCS#8 has its key as DER inside of an octet string.
      let isNested =
        tag & isConstructed != 0
        || tag == octetString && (content.first == sequence || content.first == octetString)
      let inside = isNested && depth < 8 ? repaired(content, depth: depth + 1) : Array(content)
      out.append(tag)
      out += octets(inside.count) + inside
    }
    return out
  }

  private static func length(_ left: inout ArraySlice<UInt8>) -> Int {
    let first = Int(left.popFirst() ?? 0)
    guard first >= 0x80 else { return first }
    var length = 0
    for _ in 0..<min(first & 0x7F, 3) { length = length << 8 | Int(left.popFirst() ?? 0) }
    return length
  }

  private static func octets(_ length: Int) -> [UInt8] {
    switch length {
    case ..<0x80: [UInt8(length)]
    case ..<0x100: [0x81, UInt8(length)]
    case ..<0x10000: [0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
    default: [0x83, UInt8(length >> 16), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)]
    }
  }
}
