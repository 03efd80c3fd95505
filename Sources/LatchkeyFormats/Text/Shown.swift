/// Makes parts of a file fit to be shown in an error.
///
/// A file whose line breaks were lost may have a private key wherever a name should be: what is longer
/// than any name is left out.
enum Shown {
  /// The longest name of an algorithm has 52 characters
  /// (`webauthn-sk-ecdsa-sha2-nistp256-cert-v01@openssh.com`), a line of a key file 64 and more.
  static let longestName = 52

  /// A name in quotes, or what stands in for it.
  static func name(_ name: String) -> String {
    let isName =
      name.utf8.count <= longestName && name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      && KeyLikeness.offset(in: name.utf8) == nil
    return isName ? "\"\(name)\"" : "something that is no name"
  }

  /// A number of things: `1 byte`, `2 bytes`.
  static func count(_ number: Int, _ thing: String) -> String {
    number == 1 ? "1 \(thing)" : "\(number) \(thing)\(thing.hasSuffix("s") ? "es" : "s")"
  }
}
