/// Makes a name out of a file fit to be shown in an error.
///
/// Where lengths are damaged, what is read as a name may be anything, a private key too: what is
/// longer than any name is left out.
enum QuotedName {
  /// The longest name of a key has 34 characters, and a certificate's is that of its key with this at
  /// its end.
  private static let longest = 40
  private static let suffix = "-cert-v01@openssh.com"

  /// The name in single quotes, or how long it is.
  static func quoted(_ name: String) -> String {
    let length = name.utf8.count
    let allowed = longest + (name.hasSuffix(suffix) ? suffix.utf8.count : 0)
    return length <= allowed ? "'\(name)'" : "'…' (\(length) characters)"
  }
}
