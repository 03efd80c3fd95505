import Foundation
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// Hosts of several addresses, some of which lead nowhere (RFC 8305).
@Suite struct DialingTests {
  private func address(_ port: UInt16, family: Int32 = AF_INET) throws -> SocketAddress {
    var hints = addrinfo()
    hints.ai_family = family
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICHOST
    var list: UnsafeMutablePointer<addrinfo>?
    let host = family == AF_INET ? "127.0.0.1" : "::1"
    try #require(getaddrinfo(host, "\(port)", &hints, &list) == 0)
    defer { freeaddrinfo(list) }
    let entry = try #require(list?.pointee)
    let raw = try #require(entry.ai_addr)
    return try #require(SocketAddress(raw, length: entry.ai_addrlen))
  }

  /// A port that takes no more connections and refuses none: its queue is full.
  private func withSilentPort(_ body: (UInt16) throws -> Void) throws {
    let (listener, port) = try Loopback.listener(backlog: 0)
    var waiting: [Int32] = []
    defer { for descriptor in waiting + [listener] { close(descriptor) } }
    for _ in 0..<8 {
      let descriptor = try address(port).dial()
      if descriptor >= 0 { waiting.append(descriptor) }
    }
    try body(port)
  }

  /// Dials to the end, and gives back what came of it, and what was tried in which order.
  private func dial(
    _ addresses: [SocketAddress], within seconds: Double = 5
  ) -> (connected: SocketAddress?, tried: [String], failures: [Dialing.Failure], isOver: Bool) {
    var tried: [String] = []
    let start = Moment.now
    let dialing = Dialing(addresses, now: start, time: .seconds(seconds)) { tried.append($0) }
    while Moment.now - start < .seconds(seconds) {
      switch dialing.advance(now: .now) {
      case .connected(let descriptor, let address):
        close(descriptor)
        return (address, tried, dialing.failures, true)
      case .failed: return (nil, tried, dialing.failures, true)
      case .waiting:
        var polls = dialing.polls
        _ = poll(&polls, nfds_t(polls.count), 20)
      }
    }
    return (nil, tried, dialing.failures, false)
  }

  @Test func `an address that leads nowhere does not hold up the next`() throws {
    let (listener, port) = try Loopback.listener()
    defer { close(listener) }
    try withSilentPort { silent in
      let good = try address(port)
      let found = dial([try address(silent), good])
      #expect(found.connected == good)
      #expect(found.failures.isEmpty)
      #expect(found.tried.count == 2)
    }
  }

  @Test func `an address that refuses is followed by the next at once`() throws {
    let (listener, port) = try Loopback.listener()
    defer { close(listener) }
    let shut = try Loopback.freePort()
    let good = try address(port)
    let found = dial([try address(shut), good])
    #expect(found.connected == good)
    #expect(found.failures == [Dialing.Failure(address: "127.0.0.1", code: ECONNREFUSED)])
  }

  @Test func `the families are tried in turn, the resolver's first choice first`() throws {
    let shut = try Loopback.freePort()
    let four = try (0..<3).map { _ in try address(shut) }
    let six = try address(shut, family: AF_INET6)
    let found = dial(four + [six])
    #expect(found.isOver)
    #expect(found.connected == nil)
    #expect(found.tried == ["127.0.0.1", "::1", "127.0.0.1", "127.0.0.1"])
    #expect(found.failures.count == 4)
  }

  @Test func `a host whose every address is silent is waited for, and nothing is left open`() throws
  {
    try withSilentPort { silent in
      let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      let silentAddress = try address(silent)
      let found = dial([silentAddress, silentAddress], within: 1)
      #expect(!found.isOver)
      #expect(found.tried.count == 2)
      let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      #expect(after == before)
    }
  }
}
