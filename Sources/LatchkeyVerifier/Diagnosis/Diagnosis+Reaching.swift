import Glibc

/// Name, connection and identification line: is there an SSH server to ask?
extension Diagnosis {
  static func ofLookup(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    guard case .noAddress(let code, let text) = evidence.ending else {
      return Self(
        .unreachable, .dns, .timeout, "no answer to the look-up of \(check.host) in time",
        remedy: "check this machine's resolver, or use the numeric address")
    }
    // EAI_NODATA (-5) and EAI_ADDRFAMILY (-9) are glibc's words for a name without an address.
    if code == EAI_NONAME || code == -5 || code == -9 {
      if let scoped = ofScopedAddress(check.host) { return scoped }
      return Self(
        .unreachable, .dns, .noSuchName, "\(check.host): \(text)",
        remedy: "check the spelling of the host, and that its DNS record exists")
    }
    return Self(
      .unreachable, .dns, .temporaryFailure, "\(check.host): \(text)",
      remedy: "try again; if it stays, check this machine's resolver")
  }

  /// An IPv6 address with an interface behind a `%` (RFC 4007 §11) that was not taken for one; `nil`
  /// for any other host.
  private static func ofScopedAddress(_ host: String) -> Self? {
    guard let percent = host.firstIndex(of: "%") else { return nil }
    let address = String(host[..<percent])
    let interface = host[percent...].dropFirst()
    var parts = in6_addr()
    guard unsafe inet_pton(AF_INET6, address, &parts) == 1 else { return nil }
    let bytes = unsafe withUnsafeBytes(of: &parts) { unsafe Array($0) }
    // fe80::/10, and the multicast addresses of that scope.
    guard bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80 || bytes[0] == 0xff && bytes[1] & 0x0f == 2
    else {
      return Self(
        .unreachable, .dns, .noSuchName,
        "\(host): an interface, \(interface), behind an address that is the same through all of them",
        remedy: "leave out %\(interface); only a link-local address (fe80::/10) needs one")
    }
    return Self(
      .unreachable, .dns, .noSuchName,
      "\(host): this machine has no network interface \(interface)",
      remedy: "name one that leads to the host, as 'ip link' lists them")
  }

  /// What to write where an IPv6 address without brackets may have been given a port, which then is its
  /// last group.
  static func bracketed(_ check: AccessCheck) -> String? {
    guard check.port == 22, let colon = check.host.lastIndex(of: ":") else { return nil }
    let address = check.host[..<colon]
    let group = check.host[colon...].dropFirst()
    var parts = in6_addr()
    guard group.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(group), port > 0,
      unsafe inet_pton(AF_INET6, String(address.prefix { $0 != "%" }), &parts) == 1
    else { return nil }
    return "if \(port) is meant as the port, write [\(address)]:\(port)"
  }

  static func ofConnection(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    var place = place(evidence, check)
    let others = evidence.dialFailures.filter { $0.address != evidence.address }
    if !others.isEmpty {
      let list = others.map { "\($0.address): \(SystemText.of($0.code))" }
      place += " [\(list.joined(separator: "; "))]"
    }
    if case .notForwarded(let failure) = evidence.ending {
      return ofForwarding(failure, evidence, check)
    }
    guard case .system(let code) = evidence.ending, code != ETIMEDOUT else {
      return Self(
        .unreachable, .tcp, .timeout, "no answer from \(place) in time",
        remedy: "check that the host is up, and that a firewall or security group lets this "
          + "machine reach port \(check.port)")
    }
    let words = SystemText.of(code)
    switch code {
    case ECONNREFUSED:
      return Self(
        .unreachable, .tcp, .refused, "nothing listens on \(place)",
        remedy: "check the port, and that the SSH server is running")
    case EHOSTUNREACH, ENETUNREACH:
      return Self(
        .unreachable, .tcp, .noRoute, "\(place): \(words)",
        remedy: "check the address, the route and the VPN")
    case ECONNRESET:
      return Self(
        .unreachable, .tcp, .reset, "\(place) reset the connection",
        remedy: "look for a firewall or proxy in between")
    case _ where LocalLimit.causes(code):
      return Self(
        .inconclusive, .tcp, .failed, "this machine has no connection left for \(place): \(words)",
        remedy:
          "ask fewer hosts at once (--concurrency), or raise this machine's limits (ulimit -n)")
    default:
      return Self(
        .unreachable, .tcp, .failed, "\(place): \(words)", remedy: "check the address")
    }
  }

  static func ofBanner(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    let place = place(evidence, check)
    let said = evidence.firstWords.map { words in
      "it says \"\(words)\"" + (evidence.greeting.map { ", as \($0) does" } ?? "")
    }
    // Who has not said a word may be anybody.
    let stranger = said == nil ? "it may be no SSH port, a TLS server for one does this; else " : ""
    switch evidence.ending {
    case .unusable(.overloaded):
      return Self(
        .inconclusive, .banner, .overloaded,
        "\(place) has too many log-ins under way: it says "
          + "\"\(evidence.firstWords ?? "")\"",
        remedy: "try again with fewer connections at once (--per-host), or raise MaxStartups on "
          + "the server")
    case .unusable(.sourcePenalised):
      return Self(
        .inconclusive, .banner, .sourcePenalised,
        "\(place) refuses this machine for a while: it "
          + "says \"\(evidence.firstWords ?? "")\"",
        remedy: "wait; the server penalises addresses with failed log-ins (PerSourcePenalties)")
    case .unusable(.ssh1Only):
      return Self(
        .unreachable, .banner, .ssh1Only,
        "\(place) speaks SSH protocol 1 only: "
          + (said ?? "no words"),
        remedy: "upgrade the server; protocol 1 has been broken for decades")
    case .unusable:
      return Self(
        .unreachable, .banner, .notSSH, "\(place) is no SSH server: " + (said ?? "no words"),
        remedy: "check the port")
    case .deadline:
      if let said {
        return Self(
          .unreachable, .banner, .notSSH,
          "\(place) did not identify itself as an SSH server in "
            + "time: \(said)", remedy: "check the port")
      }
      return Self(
        .unreachable, .banner, .timeout, "\(place) accepts connections and says nothing",
        remedy: "check the port; the server may hang, or something in between accepts for it")
    case .system(let code) where code == ECONNRESET || code == EPIPE:
      return Self(
        .unreachable, .banner, .reset,
        "\(place) reset the connection before it identified itself"
          + (said.map { ": \($0)" } ?? ""),
        remedy: stranger + "look at the server's log; a firewall or a full server may do this")
    default:
      if let said {
        return Self(
          .unreachable, .banner, .notSSH,
          "\(place) closed the connection without identifying "
            + "itself as an SSH server: \(said)", remedy: "check the port")
      }
      return Self(
        .unreachable, .banner, .closed,
        "\(place) closed the connection before it identified "
          + "itself",
        remedy: stranger
          + "look at the server's log: MaxStartups, a source address that is not allowed, or "
          + "an sshd that cannot start a session")
    }
  }

  /// The host and, where it is another, the address that was talked to.
  static func place(_ evidence: Evidence, _ check: AccessCheck) -> String {
    func withPort(_ name: String) -> String {
      name.contains(":") ? "[\(name)]:\(check.port)" : "\(name):\(check.port)"
    }
    guard let address = evidence.address, address != check.host else { return withPort(check.host) }
    let others = evidence.addressCount > 1 ? ", one of \(evidence.addressCount) addresses" : ""
    return "\(withPort(check.host)) (\(address)\(evidence.stage == .tcp ? others : ""))"
  }
}
