import LatchkeyKeys

/// A line of a known_hosts file that cannot be read, and is therefore passed over.
struct KnownHostsFlaw: Sendable, Hashable {
  /// The line's number, from 1.
  let line: Int
  /// Which hosts it is about; `nil` where that cannot be read either.
  let hosts: KnownHostsEntry.Hosts?
  /// What is wrong with it.
  let reason: String

  /// Looks at a line that ``KnownHostsEntry`` does not read; `nil` for one with nothing in it.
  init?(line text: Substring, number: Int) {
    var fields = text.split(maxSplits: 4, whereSeparator: { $0 == " " || $0 == "\t" })
    guard let first = fields.first, !first.hasPrefix("#") else { return nil }
    line = number
    let marker = first.hasPrefix("@") ? fields.removeFirst() : nil
    hosts = fields.first.flatMap { KnownHostsEntry.Hosts($0) }
    if let marker, KnownHostsEntry.Marker(rawValue: String(marker)) == nil {
      reason = "its marker \(Self.shown(marker)) is not known"
      return
    }
    guard fields.count >= 3 else {
      reason = "it has no key"
      return
    }
    guard hosts != nil else {
      reason = "its hashed name is none"
      return
    }
    let type = Self.shown(fields[1])
    guard let blob = Base64.decode(fields[2]) else {
      reason = "its key is no base64"
      return
    }
    guard let key = try? PublicKey(blob: blob) else {
      reason =
        KeyAlgorithm(name: String(fields[1])) == nil
        ? "keys of type \(type) are not known here" : "its key is no whole \(type)"
      return
    }
    reason = "it says \(type), and its key is \(key.algorithm.name)"
  }

  /// A word of the file, short.
  private static func shown(_ word: Substring) -> String {
    "\"\(Quotation.printable(word.utf8.prefix(160), limit: 40))\""
  }
}
