import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// Against a real server that does something else at one message of its own: the verdict is about
/// the stage that was reached, and never about the key unless the server answered.
@Suite(.enabled(if: PythonServer.isAvailable))
struct FaultyStageTests {
  /// A message of the server's (RFC 4250 §4.1.2) and where a check is while it waits for it.
  enum Message: UInt8, CaseIterable, Sendable {
    case keyExchangeOffer = 20
    case keyExchangeReply = 31
    case newKeys = 21
    case serviceAccept = 6
    case keyAccepted = 60
    case success = 52
    case channelOpened = 91
    case commandAccepted = 99
    case output = 94
    case exitStatus = 98
    case channelClosed = 97

    var stage: Stage {
      switch self {
      case .keyExchangeOffer, .keyExchangeReply, .newKeys, .serviceAccept: .kex
      case .keyAccepted, .success: .auth
      case .channelOpened, .commandAccepted: .session
      case .output, .exitStatus, .channelClosed: .exec
      }
    }

    /// Whether it is sent when the connection is encrypted.
    var isEncrypted: Bool { ![20, 31, 21].contains(rawValue) }
    var isAuthenticated: Bool { rawValue > 60 }
  }

  let key: PrivateKey
  let server: PythonServer

  init() throws {
    key = try PrivateKey.generate(.ed25519)
    server = try PythonServer(.faulty, authorizedKey: try Checks.line(key.publicKey))
  }

  private func ask(_ message: Message, _ action: String, in time: Duration = .seconds(20)) throws
    -> Outcome
  {
    try server.misbehave(at: message.rawValue, action)
    let check = Checks.check(
      server.port, user: "somebody", [Identity(.privateKey(key))],
      deadlines: Deadlines(
        connect: .seconds(20), keyExchange: time, authentication: time, command: time),
      command: "true")
    return try Checks.ask(check, of: server)
  }

  private static let patience = Duration.milliseconds(2500)

  @Test func `the server is well where it is left alone, a byte at a time too`() throws {
    for action in ["none", "slow"] {
      let outcome = try ask(.keyExchangeOffer, action)
      #expect(outcome.reason == .ran, "\(outcome.detail) \(server.log)")
      #expect(outcome.command?.status == 3)
      #expect(outcome.command?.output.elementsEqual("ok\n".utf8) == true)
    }
  }

  /// Those after which a check still waits: once the exit status is told, it does not for long.
  private static let awaited = Message.allCases.filter { $0 != .channelClosed }

  @Test(arguments: ["stall", "half", "ignored", "unknown"])
  func `a session that the server does not close was ended by its command all the same`(
    action: String
  ) throws {
    let outcome = try ask(.channelClosed, action)
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.command?.status == 3)
    #expect(outcome.command?.output == Array("ok\n".utf8))
    #expect(outcome.detail.hasSuffix("did not close its session"), "\(outcome.detail)")
    #expect(outcome.timings.exec.map { $0 < .seconds(15) } == true, "not the command's 20 seconds")
  }

  @Test(arguments: awaited, ["stall", "half"])
  func `a stall is a timeout of the stage`(message: Message, action: String) throws {
    let outcome = try ask(message, action, in: Self.patience)
    #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
    #expect(outcome.stage == message.stage, "\(outcome.detail)")
    #expect(outcome.reason == .timeout, "\(outcome.detail)")
    #expect(outcome.remedy != nil)
    // The stages before take their time too; on a busy machine more than the quarter of a second
    // by which a deadline may be missed.
    #expect(outcome.timings.total < Self.patience * 2 + .seconds(10))
  }

  @Test(arguments: awaited, ["ignored", "unknown"])
  func `a flood at any stage ends with the stage's time, or before`(
    message: Message, action: String
  ) throws {
    let outcome = try ask(message, action, in: Self.patience)
    #expect(outcome.verdict != .allowed, "\(outcome.detail)")
    #expect(
      [.timeout, .failed, Self.cut(outcome), .closed].contains(outcome.reason), "\(outcome.detail)")
    #expect(outcome.timings.total < Self.patience * 3 + .seconds(10))
  }

  @Test(arguments: awaited)
  func `an interruption ends a check at once at any stage`(message: Message) throws {
    try server.misbehave(at: message.rawValue, "stall")
    let check = Checks.check(
      server.port, user: "somebody", [Identity(.privateKey(key))],
      deadlines: Deadlines(
        connect: .seconds(60), keyExchange: .seconds(60), authentication: .seconds(60),
        command: .seconds(60), total: .seconds(240)), command: "true")
    let interrupt = try Interrupt()
    Thread.detachNewThread {
      sleep(2)
      interrupt.request()
    }
    let outcomes = try withExtendedLifetime(server) {
      try AccessVerifier().verify([check], interrupt: interrupt)
    }
    #expect(outcomes.map(\.reason) == [.interrupted])
    #expect(outcomes.first?.stage == message.stage)
    #expect(outcomes.first.map { $0.timings.total < .seconds(30) } == true)
  }

  @Test(arguments: Message.allCases)
  func `the server's last words are quoted`(message: Message) throws {
    let outcome = try ask(message, "disconnect")
    #expect(outcome.stage == message.stage, "\(outcome.detail)")
    #expect(outcome.detail.contains("gone for lunch"), "\(outcome.detail)")
    if message == .channelClosed { return expectEnd(outcome) }
    #expect(outcome.reason == .disconnected, "\(outcome.detail)")
    // Once a command has begun, nobody was refused.
    #expect(outcome.verdict == (message.stage == .session ? .denied : .inconclusive))
  }

  /// What a connection that is lost after log-in is called: once a command has begun, nobody was refused.
  private static func cut(_ outcome: Outcome) -> Reason {
    outcome.stage == .exec ? .disconnected : .droppedAfterAuth
  }

  /// The command's end was told before: whatever follows takes nothing from that.
  private func expectEnd(_ outcome: Outcome) {
    #expect(outcome.verdict == .allowed && outcome.stage == .exec, "\(outcome.detail)")
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.detail.contains("exited with"), "\(outcome.detail)")
    #expect(outcome.detail.contains("did not close its session"), "\(outcome.detail)")
  }

  @Test(arguments: Message.allCases, ["close", "reset"])
  func `a connection that ends is no refusal of the key`(message: Message, action: String) throws {
    let outcome = try ask(message, action)
    if message == .channelClosed {
      expectEnd(outcome)
    } else if message.stage == .session {
      #expect(outcome.reason == .droppedAfterAuth, "\(outcome.detail)")
      #expect(outcome.verdict == .denied)
      #expect(!outcome.detail.contains("libssh2"), "\(outcome.detail)")
    } else if message.stage == .exec {
      #expect(outcome.stage == .exec && outcome.reason == .disconnected, "\(outcome.detail)")
      #expect(outcome.verdict == .inconclusive)
      #expect(outcome.detail.contains("the command had begun"), "\(outcome.detail)")
    } else {
      #expect(outcome.stage == message.stage, "\(outcome.detail)")
      #expect(outcome.reason == .closed, "\(outcome.detail)")
      #expect(outcome.verdict == .inconclusive)
      // What it had said of the key before is not forgotten.
      #expect(outcome.detail.contains("would accept") == (message == .success), "\(outcome.detail)")
    }
  }

  @Test(
    arguments: Message.allCases.filter(\.isEncrypted), ["mac", "unaligned", "short", "long"])
  func `a packet that cannot be does not end the program, nor the key's good name`(
    message: Message, action: String
  ) throws {
    let outcome = try ask(message, action, in: Self.patience)
    // Behind a wrong MAC, the status that came just before it is not believed either.
    if message == .channelClosed, action != "mac" || outcome.reason == .ran {
      return expectEnd(outcome)
    }
    #expect(
      [.failed, Self.cut(outcome), .timeout].contains(outcome.reason), "\(outcome.detail)")
    if message.isAuthenticated {
      #expect([.session, .exec].contains(outcome.stage), "\(outcome.detail)")
    } else {
      #expect(outcome.verdict == .inconclusive, "\(outcome.detail)")
      #expect(outcome.stage == message.stage, "\(outcome.detail)")
    }
  }

  /// A message that stands in the place of another.
  struct Substitution: Sendable, CustomTestStringConvertible {
    let message: Message
    let number: UInt8
    let verdict: Verdict
    let stage: Stage
    let reason: Reason
    var testDescription: String { reason.rawValue }
  }

  @Test(arguments: [
    Substitution(
      message: .keyAccepted, number: 51, verdict: .denied, stage: .auth, reason: .keyRefused),
    Substitution(
      message: .success, number: 51, verdict: .denied, stage: .auth,
      reason: .keyAcceptedLoginRefused),
    Substitution(
      message: .channelOpened, number: 92, verdict: .denied, stage: .session, reason: .refused),
    Substitution(
      message: .commandAccepted, number: 100, verdict: .denied, stage: .session,
      reason: .execRestricted),
  ])
  func `another answer is another verdict`(instead: Substitution) throws {
    let outcome = try ask(instead.message, "\(instead.number)")
    #expect(outcome.verdict == instead.verdict, "\(outcome.detail)")
    #expect(outcome.stage == instead.stage, "\(outcome.detail)")
    #expect(outcome.reason == instead.reason, "\(outcome.detail)")
  }

  @Test func `a command whose end the server does not tell has no status`() throws {
    let outcome = try ask(.exitStatus, "0")
    #expect(outcome.verdict == .allowed, "\(outcome.detail)")
    #expect(outcome.reason == .ran, "\(outcome.detail)")
    #expect(outcome.command?.status == nil)
    #expect(outcome.detail.contains("did not say"), "\(outcome.detail)")
  }

  @Test func `a server that asks for no proof is told apart from one that takes the key`() throws {
    try server.misbehave(at: Message.keyAccepted.rawValue, "52")
    let outcome = try Checks.ask(
      Checks.check(server.port, user: "somebody", [Identity(.privateKey(key))]), of: server)
    #expect(outcome.verdict == .allowed)
    #expect(outcome.reason == .noProofRequired, "\(outcome.detail)")
  }
}
