import Glibc

/// A run under way, and what the event loop knows of it.
final class Flight {
  let run: Run
  /// The host that it counts for.
  let place: Place
  /// The descriptors that are watched for it, and what for.
  var watched: [pollfd] = []
  /// When it goes on whatever its descriptors do; kept by `DeadlineHeap`.
  var due: Moment
  /// Its place in that heap, kept by it as well; `nil` outside.
  var position: Int?
  /// Of how many of the hosts on its way, in turn, it has found out whether somebody is there.
  var decided = 0
  /// Whether it is among those that can go on.
  var isReady = false

  init(_ run: Run, place: Place, now: Moment) {
    self.run = run
    self.place = place
    due = now
  }

  /// Whether one descriptor is watched for it, for one thing, and no other.
  func isWatched(alone entry: pollfd) -> Bool {
    watched.count == 1 && watched[0].fd == entry.fd && watched[0].events == entry.events
  }
}
