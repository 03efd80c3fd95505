import Glibc
import LatchkeyKeys

/// One attempt of a check on one connection: a state machine that never blocks. `advance` goes on
/// until the socket, the look-up or the clock has to be waited for, or until it is over.
final class Conversation {
  enum Phase {
    case lookingUp(Lookup)
    case connecting(Dialing)
    case forwarding(ForwardedStream)
    case handshaking
    /// Whether the user needs a key at all is being asked, before the keys are offered or after they
    /// were refused.
    case askingWithoutProof(isFirst: Bool)
    case authenticating(index: Int)
    /// Authenticated; whether the connection outlives that is being seen.
    case confirming
    case running
    /// Authenticated and kept open: what lies behind this host is being talked to.
    case open
    case over
  }

  let check: AccessCheck
  var evidence = Evidence()
  var phase: Phase
  /// When the current stage has to be over.
  var deadline: Moment
  /// What to poll for: the connections that are being made, the one that stands, or an agent while it
  /// signs.
  var polls: [pollfd] {
    if case .connecting(let dialing) = phase { return dialing.polls }
    if let agent { return [pollfd(fd: agent.descriptor, events: agent.events, revents: 0)] }
    return standing.map { [$0] } ?? []
  }
  /// The one thing to poll for, where that is the connection that stands: it is the same one, its
  /// number and all, as long as this conversation has one.
  var standing: pollfd? {
    switch phase {
    case .lookingUp, .connecting, .open, .over: return nil
    case .forwarding, .handshaking, .askingWithoutProof, .authenticating, .confirming, .running:
      break
    }
    if agent != nil { return nil }
    let (descriptor, events) = route ?? (socket, socketEvents)
    return descriptor < 0 ? nil : pollfd(fd: descriptor, events: events, revents: 0)
  }
  /// What happened, step by step.
  var timeline: Timeline

  /// The conversation with the jump host that this one goes through.
  let outer: Conversation?
  let isKeptOpen: Bool
  /// Whether each key is a question of its own.
  let isBundle: Bool
  /// When each key's turn began, and when the last that was answered had its answer.
  var turns: [SharedEvidence.Turn] = []
  let end: Moment
  let hostKeyAlgorithms: [String]
  var stageStart: Moment
  var stageDeadline: Moment
  /// Whether the stage has less time than it is due, as the whole check's is nearly over.
  private(set) var isHurried: Bool
  var session: Session?
  var socket: Int32 = -1
  var socketEvents: Int16 = 0
  var agent: (descriptor: Int32, events: Int16)? { attempt?.waitsFor }
  var attempt: PublicKeyAttempt?
  /// What is asked about the keys, in turn; a refusal may add to it.
  var offers: [Offer]
  var isListingNoted = false
  var isForwardingNoted = false
  var offersNoted: Set<TimelineEntry.Side> = []
  /// How much a command had written when the wait for its session's end began.
  var heardBeforeGrace: Int?

  /// Begins an attempt.
  ///
  /// - Parameters:
  ///   - lookup: the look-up of the host's name, or nil where a jump host connects.
  ///   - outer: the conversation with that jump host.
  ///   - isKeptOpen: whether this one is with a jump host.
  ///   - isBundle: whether each key is a question of its own.
  ///   - earlier: what became of the keys on an earlier connection; those that have another name are
  ///     offered under that alone.
  ///   - hostKeyAlgorithms: the host key algorithms to ask for first.
  ///   - timeline: what happened before.
  ///   - end: when the whole check has to be over.
  init(
    _ check: AccessCheck, lookup: Lookup?, through outer: Conversation? = nil,
    isKeptOpen: Bool = false, isBundle: Bool = false, earlier: [Evidence.KeyAttempt] = [],
    hostKeyAlgorithms: [String], timeline: Timeline,
    now: Moment, end: Moment
  ) {
    self.check = check
    self.timeline = timeline
    self.hostKeyAlgorithms = hostKeyAlgorithms
    self.end = end
    self.outer = outer
    self.isKeptOpen = isKeptOpen
    self.isBundle = isBundle
    evidence.keys = earlier
    offers =
      earlier.isEmpty
      ? check.identities.indices.map { Offer(identity: $0) }
      : earlier.filter(\.isSecondUntried).map { Offer(identity: $0.identity).second }
    if let lookup {
      phase = .lookingUp(lookup)
    } else if let session = outer?.session {
      phase = .forwarding(ForwardedStream(over: session, to: check.host, port: check.port))
      evidence.stage = .tcp
    } else {
      phase = .over
    }
    stageStart = now
    stageDeadline = min(end, now + check.deadlines.connect)
    isHurried = end < now + check.deadlines.connect
    deadline = stageDeadline
  }

  deinit { hangUp() }

  /// Whether it has ended.
  var isOver: Bool { if case .over = phase { true } else { false } }

  /// Whether it waits for a look-up, which signals by itself.
  var isLookingUp: Bool { if case .lookingUp = phase { true } else { false } }

  /// Whether it is with a jump host that has let us in.
  var isOpen: Bool { if case .open = phase { true } else { false } }

  /// What to poll for a conversation that goes through others: the first one's socket.
  private var route: (descriptor: Int32, events: Int16)? {
    guard let outer else { return nil }
    return outer.route ?? (outer.socket, outer.session?.pollEvents ?? Int16(POLLIN))
  }

  /// Whether it stopped for others to have a turn, with more to be read.
  var hasMore: Bool {
    if isOver || isOpen { return false }
    return sequence(first: self, next: \.outer).contains {
      $0.session?.context.tap.isTurnOver ?? false
    }
  }

  /// Ends it from outside.
  func interrupt() { finish(.interrupted) }

  /// Goes on.
  func advance(now: Moment) {
    for hop in sequence(first: self, next: \.outer) { hop.session?.context.tap.begin() }
    while !isOver {
      let isWaiting =
        switch phase {
        case .lookingUp(let lookup): resolve(lookup, now)
        case .connecting(let dialing): connect(dialing)
        case .forwarding(let stream): forward(stream)
        case .handshaking: handshake()
        case .askingWithoutProof(let isFirst): askWithoutProof(isFirst: isFirst)
        case .authenticating(let index): authenticate(index)
        case .confirming: confirm()
        case .running: run()
        case .open, .over: true
        }
      if isWaiting && (isOpen || !takeMore()) { break }
    }
    if !isOver, !isOpen, Moment.now >= deadline { expire(now) }
  }

  /// Whether a call that would block has to be made again at once, here or with a jump host.
  private func takeMore() -> Bool {
    var more = false
    for hop in sequence(first: self, next: \.outer) {
      if hop.session?.context.tap.takeMore() == true { more = true }
    }
    return more
  }

  /// Ends a conversation that was kept open.
  func conclude() { finish(.finished) }

  func wait(_ session: Session) -> Bool {
    socketEvents = session.pollEvents
    return true
  }

  func enter(_ stage: Stage, for duration: Duration) {
    evidence.stage = stage
    stageStart = Moment.now
    allow(duration)
  }

  /// Gives the stage its time, as far as the whole check has it.
  private func allow(_ duration: Duration) {
    let due = stageStart + duration
    isHurried = end < due
    stageDeadline = isHurried ? end : due
    deadline = stageDeadline
  }

  /// Gives what comes next in the stage no more than so much of its time.
  func hurry(_ duration: Duration) { deadline = min(stageDeadline, Moment.now + duration) }

  private func expire(_ now: Moment) {
    // Only the pause before the next address is over.
    if case .connecting = phase, now < stageDeadline { return }
    if case .running = phase, let session, session.hasCommandEnded {
      leaveOpen(session)
      return
    }
    if case .confirming = phase {
      finish(.finished)
      return
    }
    if case .askingWithoutProof(isFirst: false) = phase { return leaveKeysRefused() }
    if agent != nil, case .authenticating(let index) = phase {
      note(record(.unusable("the agent has not signed in time"), of: offers[index], methods: nil))
      finish(.finished)
      return
    }
    finish(.deadline)
  }

  func finish(_ ending: Evidence.Ending) {
    if isOver { return }
    evidence.ending = ending
    evidence.time = UInt64(max(0, Glibc.time(nil)))
    let spent = Moment.now - stageStart
    switch evidence.stage {
    case .auth: evidence.timings.auth = spent
    case .session, .exec: evidence.timings.exec = spent
    case .dns, .tcp, .banner, .kex, .hostkey: break
    }
    evidence.isKeySigned = attempt?.isSigned ?? false
    if case .authenticating(let index) = phase, offers.indices.contains(index) {
      evidence.pending = record(.refused, of: offers[index], methods: nil)
    }
    phase = .over
    if let context = session?.context {
      evidence.firstWords = context.tap.banner.firstWords
      evidence.greeting = context.tap.banner.greeting
      evidence.banner = context.tap.banner.identification
      evidence.clientOffer = context.tap.client.offer
      evidence.serverOffer = context.tap.server.offer
      evidence.disconnection = context.disconnection ?? context.tap.server.disconnection
      evidence.isClosedByPeer = context.tap.isClosedByPeer
      evidence.debugLines = context.debugLines
      let banners = context.memory.authenticationBanners()
      evidence.authenticationBanner = banners.before.first
      if evidence.isKeySigned { evidence.wordsAfterSigning = banners.afterSigning.last }
      if case .failed = ending, context.tap.error != 0, !evidence.isClosedByPeer {
        evidence.ending = .system(context.tap.error)
      }
    }
    if let last = evidence.disconnection {
      timeline.note(.server, "disconnects: \(last.message)")
    } else if evidence.isClosedByPeer {
      timeline.note(.server, "closes the connection")
    }
    note(evidence.ending)
    hangUp()
  }

  func note(_ ending: Evidence.Ending) {
    switch ending {
    case .deadline: timeline.note(.here, "the time for this stage is over")
    case .interrupted: timeline.note(.here, "interrupted")
    case .failed(let failure) where !failure.message.isEmpty:
      timeline.note(.here, "\(SSHLibrary.loaded.name) says: \(failure.message)")
    default: break
    }
  }

  func hangUp() {
    session?.close()
    session = nil
    if socket >= 0 { close(socket) }
    socket = -1
    socketEvents = 0
  }
}
