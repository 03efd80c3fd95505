/// What a request target asks for.
///
/// ```
/// /                                     the versions
/// /latest/meta-data/ami-id              a version, and a path below it
/// //latest///meta-data/ami-id/          the same: empty parts do not count
/// http://host:80/latest/meta-data/ami-id?x=y#z   the same: RFC 9112 §3.2.2
/// ```
enum MetadataPath: Hashable {
  /// The list of versions.
  case versions
  /// A path below a version, as ``MetadataTree`` has paths.
  case below(version: Version, path: String)
  /// A path whose first part is no version.
  case unknown
  /// A target that is no path: a broken percent escape, or not beginning with a slash.
  case malformed

  /// The first part of a path.
  enum Version: Hashable {
    /// `latest`, where alone tokens are issued.
    case latest
    /// `1.0`, or a date: every date is taken, because clients ask for many.
    case dated
  }

  /// Takes a request target apart.
  init(_ target: String) {
    if let plain = Self(plain: target) {
      self = plain
      return
    }
    var rest = Substring(target)
    for scheme in ["http://", "https://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" && $0 != "#" }
      if rest.first != "/" { rest = "/" }
    }
    guard rest.utf8.first == 0x2f else {
      self = .malformed
      return
    }
    let path = rest.utf8.prefix { $0 != 0x3f && $0 != 0x23 }
    var parts: [String] = []
    for part in path.split(separator: 0x2f) {
      // No name holds an encoded slash.
      guard let decoded = PercentEncoding.decode(part), !decoded.contains("/") else {
        self = .malformed
        return
      }
      parts.append(decoded)
    }
    guard let first = parts.first else {
      self = .versions
      return
    }
    guard let version = Version(first) else {
      self = .unknown
      return
    }
    self = .below(version: version, path: parts.dropFirst().joined(separator: "/"))
  }

  /// Takes a target apart that is written as nearly all are, `/VERSION/PATH` and perhaps a slash at
  /// its end, without looking at it part by part; `nil` for any other.
  private init?(plain target: String) {
    var last: UInt8 = 0
    for byte in target.utf8 {
      switch byte {
      case 0x23, 0x25, 0x3f: return nil
      case 0x2f where last == 0x2f: return nil
      default: last = byte
      }
    }
    let bytes = target.utf8
    guard bytes.first == 0x2f,
      let slash = bytes.dropFirst().firstIndex(of: 0x2f),
      let version = Version(String(target[bytes.index(after: bytes.startIndex)..<slash]))
    else { return nil }
    let end = last == 0x2f ? bytes.index(before: bytes.endIndex) : bytes.endIndex
    let start = bytes.index(after: slash)
    self = .below(version: version, path: start < end ? String(target[start..<end]) : "")
  }
}

extension MetadataPath.Version {
  /// The versions that `/` lists, as the real service does.
  static let listed = [
    "1.0", "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01",
    "2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12", "2014-02-25",
    "2014-11-05", "2015-10-20", "2016-04-19", "2016-06-30", "2016-09-02", "2018-03-28",
    "2018-08-17", "2018-09-24", "2019-10-01", "2020-10-27", "2021-01-03", "2021-03-23",
    "2021-07-15", "2022-09-24", "2024-04-11", "latest",
  ]

  /// Reads the first part of a path; `nil` where it is no version.
  init?(_ part: String) {
    if part == "latest" {
      self = .latest
      return
    }
    let groups = part.split(separator: "-", omittingEmptySubsequences: false)
    let isDate =
      groups.map(\.utf8.count) == [4, 2, 2]
      && groups.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isDate || part == "1.0" else { return nil }
    self = .dated
  }
}
