/// The versions of Nova's metadata, by their dates; each says what its predecessor does, and more.
enum OpenStackVersion: String, CaseIterable, Comparable {
  case folsom = "2012-08-10"
  case grizzly = "2013-04-04"
  case havana = "2013-10-17"
  case liberty = "2015-10-15"
  case newtonOne = "2016-06-30"
  case newtonTwo = "2016-10-06"
  case ocata = "2017-02-22"
  case rocky = "2018-08-27"
  case victoria = "2020-10-14"
  case epoxy = "2025-04-04"

  /// The newest.
  static let latest = OpenStackVersion.epoxy

  /// What a service or a drive has: the dates, and `latest`.
  static let names = allCases.map(\.rawValue) + ["latest"]

  /// The version that a part of a path names, `latest` among them.
  init?(name: String) {
    guard name != "latest" else {
      self = .latest
      return
    }
    self.init(rawValue: name)
  }

  static func < (left: OpenStackVersion, right: OpenStackVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}
