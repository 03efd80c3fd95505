/// Whether another attempt follows, and when.
extension Run {
  /// Whether another attempt follows, and if so, when.
  func isRepeated(_ diagnosis: Diagnosis, _ evidence: Evidence) -> Bool {
    let now = Moment.now
    if let next = route.otherHostKeyType(evidence) {
      resumption = now
      timeline.note(.here, "asks again for a host key of type \(next)")
      return now < end
    }
    if diagnosis.isPassing {
      let pause = pause(from: .milliseconds(500), to: .seconds(8))
      if now + pause < max(end, patienceEnd ?? end) {
        resumption = now + pause
        noteWaiting(diagnosis)
        if patienceEnd != nil { end = resumption + check.deadlines.total }
        return true
      }
    }
    if let patienceEnd, diagnosis.verdict != .untrusted,
      !check.expectation.isMet(by: diagnosis.verdict)
    {
      // A refusal weighs on a server's patience (PerSourcePenalties); a closed port does not.
      let wasAsked = diagnosis.stage == .auth
      let pause = pause(from: .milliseconds(wasAsked ? 1000 : 250), to: .seconds(wasAsked ? 10 : 2))
      if now + pause < patienceEnd {
        resumption = now + pause
        noteWaiting(diagnosis)
        end = min(resumption + check.deadlines.total, patienceEnd)
        route.leave()
        route = Route(check)
        // From the beginning: the user that was asked for first.
        check.user = refusedUsers.first ?? check.user
        refusedUsers = []
        return true
      }
    }
    return false
  }

  /// A pause that doubles each time, with a quarter of jitter so that many checks do not return
  /// together.
  private func pause(from first: Duration, to longest: Duration) -> Duration {
    let plain = min(longest, first * (1 << min(pauses, 10)))
    pauses += 1
    return plain * Double.random(in: 0.75...1.25)
  }

  /// Whether the server has refused every key, and left no attempt for the other name of some: they
  /// are offered under it on a connection of their own.
  func leavesNames(_ evidence: Evidence) -> Bool {
    guard evidence.stage == .auth, evidence.isCutForAttempts else { return false }
    let keys = evidence.refusedAtLast
    guard keys.count == check.identities.count, keys.contains(where: \.isSecondUntried),
      Moment.now < end
    else { return false }
    earlier = keys
    resumption = Moment.now
    timeline.note(.here, "asks about the other names of RSA keys on another connection")
    return true
  }

  /// Puts the next attempt off, as far as the check's time allows.
  func postpone(until moment: Moment) {
    guard conversation == nil, moment < max(end, patienceEnd ?? end) else { return }
    resumption = max(resumption, moment)
    if patienceEnd != nil { end = resumption + check.deadlines.total }
  }

  /// Notes that the check is repeated, and why; a host that is booting is asked every second, and
  /// what has not changed is not told again.
  private func noteWaiting(_ diagnosis: Diagnosis) {
    timeline.note(.here, "waits: \(diagnosis.reason.rawValue)")
    let fresh = WaitingNotice(
      verdict: diagnosis.verdict, stage: diagnosis.stage, reason: diagnosis.reason,
      detail: diagnosis.detail)
    let isNews = lastNotice?.stage != fresh.stage || lastNotice?.reason != fresh.reason
    lastNotice = fresh
    if isNews { notice = fresh }
  }

  /// An attempt that was interrupted, or ran out of the time that the earlier ones had left, has less to
  /// tell than the one before it.
  func recalling(_ diagnosis: Diagnosis, isHurried: Bool = false) -> Diagnosis {
    guard let last = lastNotice else { return diagnosis }
    let found =
      "\(last.verdict.rawValue) (\(last.stage.rawValue): \(last.reason.rawValue)): \(last.detail)"
    var diagnosis = diagnosis
    if diagnosis.reason == .interrupted {
      if last.stage.follows(diagnosis.stage), last.stage.reasons.contains(.interrupted) {
        diagnosis.stage = last.stage
      }
      diagnosis.detail += "; the last attempt found \(found)"
    } else if diagnosis.reason == .timeout, isHurried {
      diagnosis.detail += "; the attempt before had more time and found \(found)"
    }
    return diagnosis
  }
}
