/// What a connection has found out of a host on its way: whether somebody is there.
struct Sighting: Sendable {
  /// How many jump hosts lie before that host.
  let depth: Int
  /// That nobody is; `nil` where somebody is, or what was seen tells nothing of that.
  let absence: Absence?
}
