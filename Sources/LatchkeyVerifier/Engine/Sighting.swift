/// What a connection to a place has found out of it: whether somebody is there.
enum Sighting: Sendable {
  /// Somebody is, or what was seen tells nothing of that.
  case present
  case absent(Absence)
}
