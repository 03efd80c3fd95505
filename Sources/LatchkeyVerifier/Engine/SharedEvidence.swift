import LatchkeyKeys

/// What was seen on a connection that several questions shared, a key each, taken apart again.
struct SharedEvidence {
  /// When a key's turn began.
  struct Turn: Sendable {
    /// How many steps the timeline had by then.
    let step: Int
    let time: Moment
  }

  private let whole: Evidence
  private let turns: [Turn]
  private let timeline: Timeline

  /// - Parameters:
  ///   - whole: all that was seen, up to authentication.
  ///   - turns: of each key that was offered, and of the moment after the last that was answered.
  ///   - timeline: all that happened.
  init(_ whole: Evidence, _ turns: [Turn], _ timeline: Timeline) {
    self.whole = whole
    self.turns = turns
    self.timeline = timeline
  }

  /// How many keys were answered, under each of their names.
  private var answered: Int { whole.keys.prefix { !$0.isSecondUntried }.count }

  /// How many questions have an answer.
  ///
  /// What ended the connection before any key was answered is the answer to the first. Behind others
  /// it may be about their number (MaxAuthTries), or about the time that they took.
  private func count(of all: Int) -> Int {
    if whole.ending == .interrupted { return all }
    // A key that has another name, for which the server left no attempt, is asked about alone.
    if answered == 0, whole.isCutForAttempts, whole.refusedAtLast.first?.isSecondUntried == true {
      return 0
    }
    return max(1, answered)
  }

  /// What was seen of one question's key, and what happened; `nil` where it has no answer.
  func part(_ place: Int) -> (Evidence, Timeline)? {
    guard place < count(of: place + 1) else { return nil }
    var own = whole
    own.keys = []
    own.timings.auth = nil
    if place < answered {
      var key = Evidence.KeyAttempt(identity: 0, answer: whole.keys[place].answer)
      key.methods = whole.keys[place].methods
      key.isRuledOut = whole.keys[place].isRuledOut
      key.refusedNames = whole.keys[place].refusedNames
      own.keys = [key]
      // What ended the connection is about a later key.
      own.ending = .finished
      own.disconnection = nil
      own.pending = nil
      own.isClosedByPeer = false
    }
    if place < turns.count {
      let end = place + 1 < turns.count ? turns[place + 1].time : Moment.now
      own.timings.auth = end - turns[place].time
    }
    let first = turns.first?.step ?? timeline.entries.count
    let start = place < turns.count ? turns[place].step : timeline.entries.count
    let end = place + 1 < turns.count ? turns[place + 1].step : timeline.entries.count
    return (own, timeline.keeping(first: first, and: start..<end))
  }

  /// The questions without an answer, by the connections that they are asked on again: as many on
  /// each as this one has borne, where it broke off.
  func rest(of questions: [Question]) -> [[Question]] {
    let left = Array(questions.dropFirst(count(of: questions.count)))
    let size = whole.ending == .finished ? left.count : max(1, answered)
    guard size > 0 else { return [] }
    return stride(from: 0, to: left.count, by: size).map {
      Array(left[$0..<min($0 + size, left.count)])
    }
  }
}
