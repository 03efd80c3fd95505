import Foundation
import LatchkeyKeys
import LatchkeyVerifier
import TestSupport
import Testing

/// A server that nobody is found at is not asked once for each check.
@Suite(.serialized) struct AbsenceTests {
  private let key: PrivateKey

  init() throws { key = try PrivateKey.generate(.ed25519) }

  private func checks(
    _ count: Int, _ port: UInt16, through jumps: [JumpHost] = [],
    connect: Duration = .milliseconds(1200)
  ) -> [AccessCheck] {
    (0..<count).map { number in
      var check = Checks.check(
        port, user: "x", [Identity(.privateKey(key))], deadlines: Deadlines(connect: connect))
      check.id = "check \(number)"
      check.jumps = jumps
      return check
    }
  }

  /// How many connections a listener that accepts none has had.
  private func connections(_ listener: Int32) -> Int {
    _ = fcntl(listener, F_SETFL, O_NONBLOCK)
    var count = 0
    while true {
      let peer = accept(listener, nil, nil)
      if peer < 0 { return count }
      close(peer)
      count += 1
    }
  }

  @Test func `what a silent port does not say is heard by eight connections, for all`() throws {
    let (listener, port) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    let outcomes = try AccessVerifier().verify(checks(50, port))
    #expect(connections(listener) == 8)
    #expect(
      outcomes.map(\.attempts) == Array(repeating: 1, count: 8) + Array(repeating: 0, count: 42))
    for outcome in outcomes {
      #expect(outcome.verdict == .unreachable && outcome.stage == .banner)
      #expect(outcome.reason == .timeout && !outcome.isMet)
      let own = "127.0.0.1:\(port) accepts connections and says nothing"
      #expect(outcome.detail.hasPrefix(own))
      #expect((outcome.detail == own) == (outcome.attempts == 1))
    }
    let told = try #require(outcomes.last)
    let other = try #require(outcomes.first { told.detail.contains("found for \($0.check.id),") })
    #expect(other.attempts == 1)
    #expect(
      told.detail.hasSuffix("; found for \(other.check.id), and not asked again for this check"))
    #expect(
      told.timeline.map(\.text) == [
        "makes no connection: \(other.check.id) has just found nobody there"
      ])
    #expect(told.timings.tcp == nil && told.address == "127.0.0.1")
  }

  @Test func `a closed port is knocked at once more, a second later`() throws {
    let port = try Loopback.freePort()
    let outcomes = try AccessVerifier().verify(checks(50, port))
    #expect(outcomes.map(\.reason) == Array(repeating: .refused, count: 50))
    // Fewer by the one more where the machine took a second for the first eight.
    #expect([8, 9].contains(outcomes.map(\.attempts).reduce(0, +)))
  }

  @Test func `a name that there is not is looked up for a few, and told of all`() throws {
    let named = checks(30, 22).map { check in
      var check = check
      check.host = "nobody.invalid"
      return check
    }
    let outcomes = try AccessVerifier(perHost: 2).verify(named)
    #expect(Set(outcomes.map(\.stage)) == [.dns] && Set(outcomes.map(\.verdict)) == [.unreachable])
    #expect(outcomes.map(\.attempts).reduce(0, +) <= 3)
  }

  @Test func `a server that comes back is asked by every check`() throws {
    let count = Counter()
    let server = try FaultServer { peer in
      // Nothing for as many as there are at once; the next find somebody.
      if count.next() <= 8 { return peer.waitForEnd() }
      peer.send("SSH-2.0-back\r\n")
    }
    let outcomes = try AccessVerifier().verify(
      checks(30, server.port, connect: .milliseconds(300)))
    #expect(outcomes.map(\.attempts) == Array(repeating: 1, count: 30))
    #expect(outcomes.count { $0.stage == .banner && $0.reason == .timeout } == 8)
    #expect(outcomes.count { $0.banner == "SSH-2.0-back" } == 22)
    #expect(server.connections == 30)
  }

  @Test func `one that is not heard speaks for nobody where others are`() throws {
    let count = Counter()
    let server = try FaultServer { peer in
      if count.next() == 1 { return peer.waitForEnd() }
      peer.send("SSH-2.0-there\r\n")
    }
    let outcomes = try AccessVerifier(perHost: 2).verify(checks(30, server.port))
    #expect(outcomes.map(\.attempts) == Array(repeating: 1, count: 30))
    #expect(outcomes.count { $0.banner == "SSH-2.0-there" } == 29)
  }

  @Test func `a port of the same address is another server`() throws {
    let (listener, silent) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    let server = try FaultServer { $0.send("SSH-2.0-there\r\n") }
    let outcomes = try AccessVerifier().verify(checks(20, silent) + checks(20, server.port))
    #expect(outcomes.prefix(20).map(\.attempts).reduce(0, +) == 8)
    #expect(outcomes.suffix(20).map(\.attempts) == Array(repeating: 1, count: 20))
    #expect(outcomes.suffix(20).allSatisfy { $0.banner == "SSH-2.0-there" })
  }

  @Test func `those with another time, or with patience, ask by themselves`() throws {
    let (listener, port) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    var checks = checks(12, port)
    checks[9].deadlines.connect = .milliseconds(1300)
    checks[10].patience = .milliseconds(100)
    let outcomes = try AccessVerifier().verify(checks)
    #expect(outcomes.map(\.reason) == Array(repeating: .timeout, count: 12))
    #expect(outcomes.map(\.attempts) == Array(repeating: 1, count: 8) + [0, 1, 1, 0])
  }

  @Test func `a jump host that nobody is found at is told of for all behind it`() throws {
    let (listener, port) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    var behind = checks(20, 22, through: [jump(nil, port: port)])
    for index in behind.indices { behind[index].host = "inner\(index).example" }
    let outcomes = try AccessVerifier().verify(behind)
    #expect(connections(listener) == 8)
    for outcome in outcomes {
      #expect(outcome.verdict == .unreachable && outcome.reason == .jumpFailed)
      #expect(outcome.hops.map(\.reason) == [.timeout] && outcome.hops.map(\.stage) == [.banner])
    }
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `a host that a jump host cannot reach is asked for by a few, and told of all`() throws {
    let server = try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    let closed = try Loopback.freePort()
    let outcomes = try AccessVerifier().verify(checks(60, closed, through: [jump(server)]))
    // Eight at once, and one more a second later; fewer by that one where the eight took so long.
    #expect([8, 9].contains(logins(server)))
    #expect(outcomes.map(\.attempts).reduce(0, +) == logins(server))
    let own = "127.0.0.1 lets us in and cannot connect to 127.0.0.1:\(closed)"
    for outcome in outcomes {
      #expect(outcome.verdict == .unreachable && outcome.stage == .tcp)
      #expect(outcome.reason == .jumpCannotConnect && outcome.detail.hasPrefix(own))
      #expect(outcome.detail.contains("not asked again for this check") == (outcome.attempts == 0))
      #expect(outcome.hops.map(\.verdict) == [.allowed] && outcome.hops[0].hostKey != nil)
    }
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `a host that is missed holds up nobody else behind the same jump host`() throws {
    let server = try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    let (listener, silent) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    let there = try FaultServer { $0.send("SSH-2.0-there\r\n") }
    let all =
      checks(30, silent, through: [jump(server)])
      + checks(30, there.port, through: [jump(server)])
    let outcomes = try AccessVerifier().verify(all)
    #expect(connections(listener) == 8)
    #expect(
      outcomes.prefix(30).map(\.attempts)
        == Array(repeating: 1, count: 8) + Array(repeating: 0, count: 22))
    #expect(outcomes.prefix(30).allSatisfy { $0.stage == .banner && $0.reason == .timeout })
    #expect(there.connections == 30 && logins(server) == 38)
    #expect(outcomes.suffix(30).allSatisfy { $0.attempts == 1 && $0.banner == "SSH-2.0-there" })
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `a second jump host that nobody is found at is told of for all hosts behind it`() throws {
    let server = try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    let closed = try Loopback.freePort()
    var all = checks(40, 22, through: [jump(server), jump(nil, port: closed)])
    for index in all.indices { all[index].host = "inner\(index).example" }
    let outcomes = try AccessVerifier().verify(all)
    #expect([8, 9].contains(logins(server)))
    for outcome in outcomes {
      #expect(outcome.verdict == .unreachable && outcome.reason == .jumpFailed)
      #expect(outcome.hops.map(\.reason) == [outcomes[0].hops[0].reason, .jumpCannotConnect])
      #expect(outcome.hops[0].verdict == .allowed && outcome.address == nil)
    }
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `another way to the same host is asked for by itself`() throws {
    let servers = try (0..<2).map { _ in
      try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    }
    let closed = try Loopback.freePort()
    var other = jump(servers[0])
    other.hostKeyPolicy = .pinned(
      try HostKeyPin.pins(inFile: Array("\(servers[0].hostKey()) host\n".utf8)))
    let ways = [jump(servers[0]), jump(servers[1]), other]
    let all = ways.enumerated().flatMap { number, way in
      checks(10, closed, through: [way]).map { check in
        var check = check
        check.id = "way \(number), \(check.id)"
        return check
      }
    }
    let outcomes = try AccessVerifier(perHost: 1).verify(all)
    for number in ways.indices {
      let own = outcomes[number * 10..<number * 10 + 10]
      // The one that found nobody, and the one that looked once more; fewer by that one where the
      // first took a second.
      #expect([1, 2].contains(own.map(\.attempts).reduce(0, +)))
      let told = own.filter { $0.attempts == 0 }
      #expect(told.allSatisfy { $0.detail.contains("found for way \(number), ") })
    }
    #expect(logins(servers[0]) + logins(servers[1]) == outcomes.map(\.attempts).reduce(0, +))
    #expect(outcomes.map(\.reason) == Array(repeating: .jumpCannotConnect, count: 30))
  }

  @Test(.enabled(if: OpenSSHServer.isAvailable))
  func `one whose jump host has left it less time than others may have speaks for nobody`() throws {
    let server = try OpenSSHServer(authorizedKeys: [Checks.line(key.publicKey)])
    let (listener, silent) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    var all = checks(6, silent, through: [jump(server)], connect: .seconds(60))
    for index in all.indices { all[index].deadlines.total = .milliseconds(1500) }
    let outcomes = try AccessVerifier(perHost: 2).verify(all)
    #expect(connections(listener) == 6)
    #expect(outcomes.allSatisfy { $0.attempts == 1 && $0.reason == .timeout })
  }

  /// A jump host: a server, or what stands for one at a port.
  private func jump(_ server: OpenSSHServer?, port: UInt16 = 0) -> JumpHost {
    JumpHost(
      host: "127.0.0.1", port: server?.port ?? port, user: server?.user ?? "x",
      identities: [Identity(.privateKey(key))], hostKeyPolicy: .insecurelyIgnored)
  }

  /// How often somebody was let in.
  private func logins(_ server: OpenSSHServer) -> Int {
    server.log.components(separatedBy: "Accepted publickey").count - 1
  }

  @Test func `refusals that would have shared a connection are told of one by one`() throws {
    let (listener, port) = try Loopback.listener(backlog: 128)
    defer { close(listener) }
    var denied = checks(50, port)
    for index in denied.indices { denied[index].expectation = .deny }
    let outcomes = try AccessVerifier(perHost: 2).verify(denied)
    #expect(connections(listener) == 2)
    #expect(outcomes.map(\.check.id) == denied.map(\.id))
    #expect(outcomes.count { $0.attempts == 1 } == 10)
    #expect(outcomes.allSatisfy { $0.reason == .timeout && $0.check.identities.count == 1 })
  }

  /// Counts connections.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0

    func next() -> Int {
      lock.withLock {
        value += 1
        return value
      }
    }
  }
}
