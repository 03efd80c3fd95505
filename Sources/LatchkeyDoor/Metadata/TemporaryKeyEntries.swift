/// What `managed-ssh-keys/active-keys/USER` answers: entries, an empty line after each.
///
/// ```
/// #Timestamp=1795425667          until when, in seconds since 1970
/// #Instance=…, #Caller=…         and others, in any order
/// ssh-ed25519 AAAA…
/// base64, on one line or several
/// ```
///
/// The signature is not looked at: who asks this service for `public-keys` believes it all the same.
struct TemporaryKeyEntries {
  /// The keys' lines, without those whose time is over.
  let lines: [String]

  /// Takes the entries apart.
  ///
  /// - Parameter time: now, in seconds since 1970.
  init(_ text: String, at time: Int) {
    var lines: [String] = []
    for entry in text.split(separator: "\n", omittingEmptySubsequences: false).split(
      whereSeparator: \.isEmpty)
    {
      let comments = entry.prefix { $0.first == "#" }
      let prefix = "#Timestamp="
      guard let line = entry.dropFirst(comments.count).first,
        let expiry = comments.first(where: { $0.hasPrefix(prefix) }),
        let second = Int(expiry.dropFirst(prefix.count)), second > time
      else { continue }
      lines.append(String(line))
    }
    self.lines = lines
  }
}
