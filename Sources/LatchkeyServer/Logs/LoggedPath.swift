import LatchkeyMetadata

/// What of a request target goes into the log: its path, without what could be a secret.
///
/// A query, a fragment and a URL's user name are left out. So is a part that looks like a token or
/// a key, which a slip of the hand can put into a path (`PUT $URL/$TOKEN`): none of the metadata's
/// own paths has a part of so many characters of base64.
enum LoggedPath {
  /// The most characters of base64 in a row that are shown.
  private static let limit = 40

  /// The path of a target.
  static func of(_ target: String) -> String {
    let isPlain = target.utf8.allSatisfy {
      $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    if isPlain, target.utf8.count <= limit { return target.printable }
    var rest = Substring(target)
    if let scheme = rest.firstRange(of: "://"), !rest[..<scheme.lowerBound].contains("/") {
      rest = rest[scheme.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
    }
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    guard path.utf8.count > limit else { return String(path).printable }
    return path.split(separator: "/", omittingEmptySubsequences: false)
      .map { isSuspicious($0) ? "[\($0.utf8.count) characters]" : String($0) }
      .joined(separator: "/").printable
  }

  private static func isSuspicious(_ part: Substring) -> Bool {
    var run = 0
    for byte in part.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x5f, 0x3d, 0x25: run += 1
      default: run = 0
      }
      if run > limit { return true }
    }
    return false
  }
}
