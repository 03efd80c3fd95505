import Foundation
import LatchkeyKeys
import Synchronization
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// A check that is repeated, and ends for want of time: what it had found is not forgotten.
@Suite struct WaitingTests {
  private func check(_ port: UInt16, patience: Duration) throws -> AccessCheck {
    var check = Checks.check(
      port, user: "somebody", [Identity(.privateKey(try PrivateKey.generate(.ed25519)))])
    check.patience = patience
    return check
  }

  @Test func `an interruption tells where the last attempt ended, and what it found`() throws {
    let port = try Loopback.freePort()
    let check = try check(port, patience: .seconds(60))
    let interrupt = try Interrupt()
    var outcomes: [Outcome] = []
    try AccessVerifier().ask([check], interrupt: interrupt) {
      outcomes.append($1)
    } waiting: { _, _ in
      interrupt.request()
    }
    let outcome = try #require(outcomes.first)
    #expect(outcome.verdict == .inconclusive)
    #expect(outcome.reason == .interrupted)
    #expect(outcome.stage == .tcp)
    #expect(
      outcome.detail
        == "interrupted before there was a verdict; the last attempt found unreachable (tcp: refused): "
        + "nothing listens on 127.0.0.1:\(port)")
  }

  @Test func `an attempt for which no time was left tells what the one before found`() throws {
    // It refuses the first, and says nothing to the others.
    let first = Mutex(true)
    let server = try FaultServer { peer in
      let isFirst = first.withLock { value in
        defer { value = false }
        return value
      }
      if isFirst { peer.send("HTTP/1.1 400\r\n") }
      peer.waitForEnd()
    }
    let outcome = try Checks.ask(
      try check(server.port, patience: .milliseconds(1500)), of: server)
    #expect(outcome.verdict == .unreachable)
    #expect(outcome.stage == .banner)
    #expect(outcome.reason == .timeout)
    #expect(
      outcome.detail.contains(
        "; the attempt before had more time and found unreachable (banner: not-ssh): "),
      "\(outcome.detail)")
  }
}
