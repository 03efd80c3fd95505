/// A version of Azure's metadata: the day on which its form was settled.
struct AzureVersion: Hashable, Comparable {
  /// The version as a request names it: `2021-08-01`.
  let text: String

  /// The versions of the metadata, oldest first.
  static let all = [
    "2017-03-01", "2017-04-02", "2017-08-01", "2017-10-01", "2017-12-01", "2018-02-01",
    "2018-04-02", "2018-10-01", "2019-02-01", "2019-03-11", "2019-04-30", "2019-06-01",
    "2019-06-04", "2019-08-01", "2019-08-15", "2019-11-01", "2020-06-01", "2020-07-15",
    "2020-09-01", "2020-10-01", "2020-12-01", "2021-01-01", "2021-02-01", "2021-03-01",
    "2021-05-01", "2021-08-01", "2021-10-01", "2021-11-01", "2021-11-15", "2021-12-13",
    "2023-07-01", "2023-11-15", "2024-03-15", "2024-07-17", "2025-04-07",
  ]

  /// The versions of the scheduled events, which are their own.
  static let scheduledEvents = [
    "2017-08-01", "2017-11-01", "2019-01-01", "2019-04-01", "2019-08-01", "2020-07-01",
  ]

  /// The latest of the metadata.
  static let newest = AzureVersion(text: all[all.count - 1])

  /// The three latest, newest first, which a request for another version is told.
  static let newestThree = Array(all.suffix(3).reversed())

  /// Days spelled from the year down are ordered as their texts are.
  static func < (left: AzureVersion, right: AzureVersion) -> Bool { left.text < right.text }
}
