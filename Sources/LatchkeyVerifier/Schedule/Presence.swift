/// Whether somebody is at a place, as far as the connections to it have found out.
///
/// One that finds nobody may be the one packet that was lost, or fall into a server's restart. So it
/// speaks for others only where nobody has been found for a second by any connection that began in
/// that time, and none that may find somebody is under way.
struct Presence {
  /// How long nobody has to have been found: longer than a server's restart usually takes.
  static let doubt = Duration.seconds(1)

  /// How many connections are under way that have found nothing yet.
  private var undecided = 0
  private var lastSeen: Moment?
  /// What was found last, and since when it has been so.
  private var absence: (last: Absence, since: Moment)?

  /// Whether a connection may begin: where nobody was found, one at a time.
  var mayBegin: Bool { absence == nil || undecided == 0 }

  /// Whether nobody was found when somebody was last looked for.
  var isMissed: Bool { absence != nil }

  /// Whether connections are under way that have found nothing yet.
  var isLookedFor: Bool { undecided > 0 }

  /// When somebody should be looked for again; `nil` where nobody is missed, or is being looked for.
  var nextLook: Moment? {
    undecided == 0 ? absence.map { $0.since + Self.doubt } : nil
  }

  /// A connection begins.
  mutating func begin() { undecided += 1 }

  /// A connection has found something.
  ///
  /// - Parameters:
  ///   - found: that nobody is there; `nil` where somebody is, or nothing is known of that.
  ///   - isFirst: whether it is the first that this one finds.
  mutating func note(_ found: Absence?, isFirst: Bool, now: Moment) {
    if isFirst { undecided -= 1 }
    guard let found else {
      lastSeen = now
      absence = nil
      return
    }
    // Somebody was there after it had begun.
    if let lastSeen, found.start <= lastSeen { return }
    absence = (found, absence?.since ?? found.start)
  }

  /// Hands out what was found where it speaks for others, once.
  mutating func takeAbsence(now: Moment) -> Absence? {
    guard let absence, let nextLook, now >= nextLook else { return nil }
    self.absence = nil
    return absence.last
  }
}
