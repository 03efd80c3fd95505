import LatchkeyKeys
import Testing

@testable import LatchkeyVerifier

/// What is made of what was seen, without a network.
@Suite struct DiagnosisTests {
  /// Something seen, and what has to come of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let evidence: Evidence
    let verdict: Verdict
    let reason: Reason

    init(
      _ name: String, _ stage: Stage, _ ending: Evidence.Ending, _ verdict: Verdict,
      _ reason: Reason, change: (inout Evidence) -> Void = { _ in }
    ) {
      testDescription = name
      var evidence = Evidence()
      evidence.stage = stage
      evidence.ending = ending
      change(&evidence)
      self.evidence = evidence
      self.verdict = verdict
      self.reason = reason
    }
  }

  private static func failure(_ code: Int32) -> Evidence.Ending {
    .failed(SessionFailure(code: code, message: "words"))
  }

  static let cases: [Case] = [
    Case("name unknown", .dns, .noAddress(-2, "unknown"), .unreachable, .noSuchName),
    Case("resolver silent", .dns, .noAddress(-3, "again"), .unreachable, .temporaryFailure),
    Case("look-up too slow", .dns, .deadline, .unreachable, .timeout),
    Case("no answer", .tcp, .deadline, .unreachable, .timeout),
    Case("no answer, says the kernel", .tcp, .system(110), .unreachable, .timeout),
    Case("nobody listens", .tcp, .system(111), .unreachable, .refused),
    Case("no route", .tcp, .system(113), .unreachable, .noRoute),
    Case("no network", .tcp, .system(101), .unreachable, .noRoute),
    Case("reset", .tcp, .system(104), .unreachable, .reset),
    Case("no descriptor left here", .tcp, .system(24), .inconclusive, .failed),
    Case("no port left here", .tcp, .system(99), .inconclusive, .failed),
    Case("another failure of the network", .tcp, .system(71), .unreachable, .failed),
    Case("mute", .banner, .deadline, .unreachable, .timeout),
    Case("chatter", .banner, .deadline, .unreachable, .notSSH) { $0.firstWords = "220 hello" },
    Case("hang-up", .banner, failure(-13), .unreachable, .closed) { $0.isClosedByPeer = true },
    Case("full", .banner, .unusable(.overloaded), .inconclusive, .overloaded),
    Case("penalised", .banner, .unusable(.sourcePenalised), .inconclusive, .sourcePenalised),
    Case("ancient", .banner, .unusable(.ssh1Only), .unreachable, .ssh1Only),
    Case("kex stalls", .kex, .deadline, .inconclusive, .timeout),
    Case("kex broken off", .kex, .system(104), .inconclusive, .closed),
    Case("kex fails", .kex, failure(-8), .inconclusive, .failed),
    Case("kex refused with words", .kex, failure(-13), .inconclusive, .disconnected) {
      $0.disconnection = Disconnection(code: 3, message: "no")
    },
    Case("authentication stalls", .auth, .deadline, .inconclusive, .timeout),
    Case("authentication broken off", .auth, failure(-43), .inconclusive, .closed) {
      $0.isClosedByPeer = true
    },
    Case("disconnected meanwhile", .auth, failure(-13), .inconclusive, .disconnected) {
      $0.disconnection = Disconnection(code: 11, message: "maintenance")
    },
    Case("let in unproven", .auth, .finished, .allowed, .noProofRequired) {
      $0.keys = [.init(identity: 0, answer: .acceptedUnproven)]
    },
    Case("unusable", .auth, .finished, .inconclusive, .privateKeyUnusable) {
      $0.keys = [.init(identity: 0, answer: .unusable("why"))]
    },
    Case("one unusable is no refusal", .auth, .finished, .inconclusive, .privateKeyUnusable) {
      $0.keys = [
        .init(identity: 0, answer: .refused), .init(identity: 1, answer: .unusable("why")),
      ]
    },
    Case("listed, refused", .auth, .finished, .denied, .keyAcceptedLoginRefused) {
      $0.keys = [.init(identity: 0, answer: .refusedAfterListing)]
    },
    Case("dropped", .session, .system(104), .denied, .droppedAfterAuth) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
    },
    Case("no session", .session, failure(-21), .denied, .refused) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
    },
    Case("no command", .session, failure(-22), .denied, .execRestricted) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
    },
    Case("command cut off", .exec, .system(104), .inconclusive, .disconnected) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
    },
    Case("command too slow", .exec, .deadline, .inconclusive, .timeout),
  ]

  private func check(_ expectation: LatchkeyVerifier.Expectation = .allow) throws -> AccessCheck {
    AccessCheck(
      host: "web.example", user: "alice",
      identities: [Identity(.privateKey(try PrivateKey.generate(.ed25519)), path: "web")],
      hostKeyPolicy: .insecurelyIgnored, expectation: expectation, command: "true")
  }

  @Test(arguments: cases) func `what is seen has one verdict and one reason`(seen: Case) throws {
    let diagnosis = Diagnosis(seen.evidence, of: try check())
    #expect(diagnosis.verdict == seen.verdict, "\(diagnosis.detail)")
    #expect(diagnosis.reason == seen.reason, "\(diagnosis.detail)")
    #expect(!diagnosis.detail.isEmpty)
    #expect(diagnosis.stage.reasons.contains(diagnosis.reason))
    // What is not as expected says what to do.
    #expect((diagnosis.remedy == nil) == (seen.verdict == .allowed))
    // A deny is met by a refusal alone.
    let deny = try check(.deny)
    #expect(deny.expectation.isMet(by: diagnosis.verdict) == (seen.verdict == .denied))
  }

  /// What leads to a shut door, or to an open one, in the words of the remedies.
  private static let shuts = ["remove the key", "revoke the certificate", "lock the account"]
  private static let opens = ["log in with", "give a second key", "candidates:"]

  @Test(arguments: cases + further, LatchkeyVerifier.Expectation.allCases)
  func `no remedy leads away from what was expected`(
    seen: Case, expect: LatchkeyVerifier.Expectation
  ) throws {
    let check = try check(expect)
    let diagnosis = Diagnosis(seen.evidence, of: check)
    guard !expect.isMet(by: diagnosis.verdict) else {
      #expect(diagnosis.remedy == nil)
      return
    }
    let remedy = try #require(diagnosis.remedy)
    func says(_ words: [String]) -> Bool { words.contains { remedy.contains($0) } }
    switch (diagnosis.verdict, expect) {
    case (.allowed, .deny), (.partial, .deny):
      #expect(says(Self.shuts) && !says(Self.opens), "\(remedy)")
    case (.allowed, .partial):
      #expect(!remedy.contains("remove the key") && !says(Self.opens), "\(remedy)")
    default: #expect(!says(Self.shuts), "\(remedy)")
    }
  }

  /// Authentication's answers that are not in `cases`.
  private static let further: [Case] = [
    Case("in", .auth, .finished, .allowed, .authenticated) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
    },
    Case("listed", .auth, .finished, .allowed, .keyListed) {
      $0.keys = [.init(identity: 0, answer: .listed)]
    },
    Case("ran", .exec, .finished, .allowed, .ran) {
      $0.keys = [.init(identity: 0, answer: .accepted)]
      $0.command = CommandResult()
    },
    Case("more wanted", .auth, .finished, .partial, .moreFactorsRequired) {
      $0.keys = [.init(identity: 0, answer: .partial, methods: ["password"])]
    },
    Case("two keys wanted", .auth, .finished, .partial, .moreFactorsRequired) {
      $0.keys = [.init(identity: 0, answer: .partial, methods: ["publickey"])]
    },
    Case("refused", .auth, .finished, .denied, .keyRefused) {
      $0.keys = [.init(identity: 0, answer: .refused, methods: ["publickey"])]
    },
    Case("no keys taken", .auth, .finished, .denied, .publickeyNotOffered) {
      $0.keys = [.init(identity: 0, answer: .refused, methods: ["password"])]
    },
    Case("words after the log-in", .auth, failure(-13), .denied, .keyAcceptedLoginRefused) {
      $0.isClosedByPeer = true
      $0.isKeySigned = true
      $0.wordsAfterSigning = "closed for today"
    },
    Case("too many", .auth, failure(-13), .denied, .tooManyAttempts) {
      $0.disconnection = Disconnection(code: 2, message: "Too many authentication failures")
    },
    Case("too many, after half a log-in", .auth, failure(-13), .partial, .moreFactorsRequired) {
      $0.disconnection = Disconnection(code: 2, message: "Too many authentication failures")
      $0.keys = [.init(identity: 0, answer: .partial, methods: ["password"])]
      $0.pending = .init(identity: 1, answer: .refused)
    },
    Case(
      "too many, one of them not asked about", .auth, failure(-13), .inconclusive,
      .privateKeyUnusable
    ) {
      $0.disconnection = Disconnection(code: 2, message: "Too many authentication failures")
      $0.keys = [.init(identity: 0, answer: .unusable("the agent declined"))]
      $0.pending = .init(identity: 1, answer: .refused)
    },
  ]

  @Test(arguments: Stage.allCases) func `an interruption is inconclusive at every stage`(
    stage: Stage
  ) throws {
    var evidence = Evidence()
    evidence.stage = stage
    evidence.ending = .interrupted
    let diagnosis = Diagnosis(evidence, of: try check())
    #expect(diagnosis.verdict == .inconclusive)
    #expect(diagnosis.reason == .interrupted)
    #expect(diagnosis.stage == stage)
  }

  @Test func `exit statuses are those that are promised`() {
    let statuses = Verdict.allCases.map { LatchkeyVerifier.Expectation.allow.exitStatus(for: $0) }
    #expect(
      Dictionary(uniqueKeysWithValues: zip(Verdict.allCases, statuses)) == [
        .allowed: 0, .unreachable: 20, .untrusted: 21, .denied: 22, .partial: 23,
        .inconclusive: 25,
      ])
    #expect(LatchkeyVerifier.Expectation.deny.exitStatus(for: .allowed) == 24)
    #expect(LatchkeyVerifier.Expectation.deny.exitStatus(for: .denied) == 0)
    #expect(LatchkeyVerifier.Expectation.deny.exitStatus(for: .untrusted) == 21)
    #expect(LatchkeyVerifier.Expectation.partial.exitStatus(for: .partial) == 0)
    #expect(LatchkeyVerifier.Expectation.partial.exitStatus(for: .allowed) == 24)
  }
}
