/// An address with a port behind it, as URLs and command lines have it and no field for an address
/// takes it: looked up, it would be a name that there is not.
struct AddressWithPort {
  let address: Substring
  let port: Substring

  /// Takes it apart; `nil` where it is an address alone. An IPv6 address has more colons than one, and a
  /// port behind it only where it is in brackets.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    address = text[..<colon]
    port = text[colon...].dropFirst()
    let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
    guard isBracketed || !address.contains(":") else { return nil }
  }

  /// What is wrong with it, and where its port goes.
  func mistake(_ field: String) -> String {
    "\("\(address):\(port)".quoted) is an address and a port; the port goes into \(field)"
  }
}
