import Glibc
import LatchkeyKeys

/// One attempt of a check on one connection: a state machine that never blocks. `advance` goes on
/// until the socket, the look-up or the clock has to be waited for, or until it is over.
final class Conversation {
  enum Phase {
    case lookingUp(Lookup)
    case connecting(remaining: ArraySlice<SocketAddress>)
    case handshaking
    case authenticating(index: Int)
    case running
    case over
  }

  let check: AccessCheck
  private(set) var evidence = Evidence()
  private(set) var phase: Phase
  /// When the current stage has to be over.
  private(set) var deadline: ContinuousClock.Instant
  /// What to poll: the socket, an agent's while it signs, or -1.
  var descriptor: Int32 { agent?.descriptor ?? socket }
  /// What to poll it for.
  var events: Int16 { agent?.events ?? socketEvents }

  private let end: ContinuousClock.Instant
  private let hostKeyAlgorithms: [String]
  private var stageStart: ContinuousClock.Instant
  private var stageDeadline: ContinuousClock.Instant
  private var session: Session?
  private var socket: Int32 = -1
  private var socketEvents: Int16 = 0
  private var agent: (descriptor: Int32, events: Int16)? { attempt?.waitsFor }
  private var attempt: PublicKeyAttempt?

  /// Begins an attempt.
  ///
  /// - Parameters:
  ///   - hostKeyAlgorithms: the host key algorithms to ask for first.
  ///   - end: when the whole check has to be over.
  init(
    _ check: AccessCheck, lookup: Lookup, hostKeyAlgorithms: [String],
    now: ContinuousClock.Instant, end: ContinuousClock.Instant
  ) {
    self.check = check
    self.hostKeyAlgorithms = hostKeyAlgorithms
    self.end = end
    phase = .lookingUp(lookup)
    stageStart = now
    stageDeadline = min(end, now + check.deadlines.connect)
    deadline = stageDeadline
  }

  deinit { hangUp() }

  /// Whether it has ended.
  var isOver: Bool { if case .over = phase { true } else { false } }

  /// Whether it waits for a look-up, which signals by itself.
  var isLookingUp: Bool { if case .lookingUp = phase { true } else { false } }

  /// Ends it from outside.
  func interrupt() { finish(.interrupted) }

  /// Goes on.
  func advance(now: ContinuousClock.Instant) {
    while !isOver {
      let isWaiting =
        switch phase {
        case .lookingUp(let lookup): resolve(lookup, now)
        case .connecting(let remaining): connect(remaining, now)
        case .handshaking: handshake()
        case .authenticating(let index): authenticate(index)
        case .running: run()
        case .over: true
        }
      if isWaiting { break }
    }
    if !isOver && ContinuousClock.now >= deadline { expire(now) }
  }

  // MARK: Stages. Each returns whether something has to be waited for.

  private func resolve(_ lookup: Lookup, _ now: ContinuousClock.Instant) -> Bool {
    switch lookup.result {
    case nil: return true
    case .failed(let code, let text):
      finish(.noAddress(code, text))
      return false
    case .addresses(let addresses):
      let isNumeric = addresses.count == 1 && addresses[0].text == check.host
      if !isNumeric { evidence.timings.dns = ContinuousClock.now - stageStart }
      evidence.addressCount = addresses.count
      enter(.tcp, for: check.deadlines.connect)
      dial(addresses[...])
      return false
    }
  }

  /// Begins to connect to the first of the addresses that lets itself be connected to.
  private func dial(_ addresses: ArraySlice<SocketAddress>) {
    var rest = addresses
    var code = ECONNREFUSED
    while let next = rest.popFirst() {
      evidence.address = next.text
      let status = next.connect()
      if status >= 0 {
        socket = status
        socketEvents = Int16(POLLOUT)
        // What time there is, is shared with the addresses that are left.
        let left = stageDeadline - ContinuousClock.now
        deadline = ContinuousClock.now + left / (rest.count + 1)
        phase = .connecting(remaining: rest)
        return
      }
      code = -status
    }
    finish(.system(code))
  }

  private func connect(_ rest: ArraySlice<SocketAddress>, _ now: ContinuousClock.Instant) -> Bool {
    var entry = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&entry, 1, 0) == 1 else { return true }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    _ = unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size)
    if code != 0 {
      hangUp()
      if rest.isEmpty { finish(.system(code)) } else { dial(rest) }
      return false
    }
    evidence.timings.tcp = ContinuousClock.now - stageStart
    enter(.banner, for: check.deadlines.connect)
    do throws(VerifierError) {
      let session = try Session(tap: SocketTap(descriptor: socket))
      session.preferHostKeyAlgorithms(hostKeyAlgorithms)
      self.session = session
      phase = .handshaking
    } catch {
      finish(.failed(SessionFailure(code: 0, message: error.reason)))
    }
    return false
  }

  private func handshake() -> Bool {
    guard let session else { return true }
    let step = session.handshake()
    let tap = session.context.tap
    if evidence.stage == .banner, tap.banner.identification != nil {
      evidence.timings.banner = ContinuousClock.now - stageStart
      enter(.kex, for: check.deadlines.keyExchange)
    }
    switch step {
    case .wouldBlock: return wait(session)
    case .failed(let failure):
      finish(tap.unusable.map { .unusable($0) } ?? .failed(failure))
    case .done:
      evidence.timings.kex = ContinuousClock.now - stageStart
      evidence.negotiated = session.negotiated()
      trust(session)
    }
    return false
  }

  /// Judges the host key: the gate before anything about the user is sent.
  private func trust(_ session: Session) {
    enter(.hostkey, for: check.deadlines.authentication)
    guard let blob = session.hostKeyBlob(), let key = try? PublicKey(blob: blob) else {
      finish(.failed(SessionFailure(code: 0, message: "the server's host key cannot be read")))
      return
    }
    let judgement = check.hostKeyPolicy.judge(key, host: check.host, port: check.port)
    evidence.judgement = judgement
    evidence.hostKey = ServerHostKey(key: key, trust: judgement.trust)
    guard judgement.trust.isTrusted else {
      finish(.untrusted)
      return
    }
    if judgement.trust == .acceptedNew, case .knownHosts(let files, _) = check.hostKeyPolicy {
      do throws(VerifierError) {
        try files.first?.append(key, host: check.host, port: check.port)
      } catch {
        finish(.notRecorded(error.reason))
        return
      }
    }
    enter(.auth, for: check.deadlines.authentication)
    phase = .authenticating(index: 0)
  }

  private func authenticate(_ index: Int) -> Bool {
    guard let session else { return true }
    guard index < check.identities.count else {
      finish(.finished)
      return false
    }
    let attempt =
      self.attempt
      ?? PublicKeyAttempt(
        identity: check.identities[index], user: check.user)
    self.attempt = attempt
    if let limitation = attempt.limitation {
      evidence.keys.append(.init(identity: index, answer: .unusable(limitation)))
      return next(after: index)
    }
    let refusals = session.context.memory.failures.count
    let step = session.authenticate(attempt)
    if step == .wouldBlock { return wait(session) }
    let refusal = session.context.memory.failures.dropFirst(refusals).last
    if let answer = answer(step, attempt, session, refusal) {
      evidence.keys.append(.init(identity: index, answer: answer, methods: refusal?.methods))
      switch answer {
      case .accepted, .acceptedUnproven: return accepted()
      case .listed:
        finish(.finished)
        return false
      case .partial, .refused, .refusedAfterListing, .unusable:
        // Another key is no use to a server that does not, or no longer, take keys.
        if let methods = refusal?.methods, !methods.contains("publickey") {
          finish(.finished)
          return false
        }
        return next(after: index)
      }
    }
    if case .failed(let failure) = step { finish(.failed(failure)) }
    return false
  }

  /// What an attempt's end means; `nil` if it is the connection's end.
  private func answer(
    _ step: SessionStep, _ attempt: PublicKeyAttempt, _ session: Session,
    _ refusal: AuthenticationFailure?
  ) -> Evidence.KeyAttempt.Answer? {
    if step == .done { return attempt.isSigned ? .accepted : .acceptedUnproven }
    guard session.context.disconnection == nil, !session.context.tap.isClosedByPeer,
      session.context.tap.error == 0
    else { return nil }
    if let failure = attempt.signingFailure { return .unusable(failure) }
    if let refusal, refusal.isPartialSuccess, attempt.isSigned { return .partial }
    if attempt.isSigned { return .refusedAfterListing }
    if attempt.isListed { return .listed }
    guard case .failed(let failure) = step, failure.code == SessionFailure.refused else {
      return nil
    }
    return .refused
  }

  private func next(after index: Int) -> Bool {
    attempt = nil
    phase = .authenticating(index: index + 1)
    return false
  }

  private func accepted() -> Bool {
    attempt = nil
    guard check.command != nil else {
      finish(.finished)
      return false
    }
    evidence.timings.auth = ContinuousClock.now - stageStart
    enter(.session, for: check.deadlines.command)
    phase = .running
    return false
  }

  private func run() -> Bool {
    guard let session, let command = check.command else { return true }
    var result = evidence.command ?? CommandResult()
    let step = session.run(command, result: &result)
    evidence.command = result
    if session.isCommandStarted { evidence.stage = .exec }
    switch step {
    case .wouldBlock: return wait(session)
    case .done: finish(.finished)
    case .failed(let failure): finish(.failed(failure))
    }
    return false
  }

  // MARK: Housekeeping

  private func wait(_ session: Session) -> Bool {
    socketEvents = session.pollEvents
    return true
  }

  private func enter(_ stage: Stage, for duration: Duration) {
    evidence.stage = stage
    stageStart = ContinuousClock.now
    stageDeadline = min(end, stageStart + duration)
    deadline = stageDeadline
  }

  private func expire(_ now: ContinuousClock.Instant) {
    if case .connecting(let rest) = phase, !rest.isEmpty {
      hangUp()
      dial(rest)
      return
    }
    if agent != nil, case .authenticating(let index) = phase {
      evidence.keys.append(
        .init(identity: index, answer: .unusable("the agent has not signed in time")))
      finish(.finished)
      return
    }
    finish(.deadline)
  }

  private func finish(_ ending: Evidence.Ending) {
    if isOver { return }
    phase = .over
    evidence.ending = ending
    evidence.time = UInt64(max(0, Glibc.time(nil)))
    let spent = ContinuousClock.now - stageStart
    switch evidence.stage {
    case .auth: evidence.timings.auth = spent
    case .session, .exec: evidence.timings.exec = spent
    case .dns, .tcp, .banner, .kex, .hostkey: break
    }
    if let context = session?.context {
      evidence.firstWords = context.tap.banner.firstWords
      evidence.banner = context.tap.banner.identification
      evidence.clientOffer = context.tap.client.offer
      evidence.serverOffer = context.tap.server.offer
      evidence.disconnection = context.disconnection ?? context.tap.server.disconnection
      evidence.isClosedByPeer = context.tap.isClosedByPeer
      evidence.debugLines = context.debugLines
      evidence.authenticationBanner = context.memory.authenticationBanners().first
      if case .failed = ending, context.tap.error != 0, !evidence.isClosedByPeer {
        evidence.ending = .system(context.tap.error)
      }
    }
    hangUp()
  }

  private func hangUp() {
    session?.close()
    session = nil
    if socket >= 0 { close(socket) }
    socket = -1
    socketEvents = 0
  }
}
