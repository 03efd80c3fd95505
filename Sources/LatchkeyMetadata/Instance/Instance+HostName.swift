extension Instance {
  /// The instance's name as a label of a host name (RFC 1035 §2.3.1: letters, digits and hyphens, at
  /// most 63, the first a letter), or one after its private address where the name leaves nothing.
  var hostLabel: String {
    let text = (name ?? "").lowercased().utf8.map { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) ? byte : 0x2d
    }
    let start = text.drop { !(0x61...0x7a).contains($0) }.prefix(63)
    let end = start.lastIndex { $0 != 0x2d }.map { start[...$0] } ?? []
    return end.isEmpty ? network.privateName : String(decoding: end, as: UTF8.self)
  }
}
