import Glibc
import LatchkeyKeys

/// Key exchange and host key: can we talk, and is it the right one to talk to?
extension Diagnosis {
  static func ofKeyExchange(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    let place = place(evidence, check)
    if let client = evidence.clientOffer, let server = evidence.serverOffer,
      let gap = KeyExchangeOffer.firstDisagreement(client: client, server: server)
    {
      let what =
        switch gap.reason {
        case .noCommonKex: "key exchange method"
        case .noCommonHostKey: "host key algorithm"
        case .noCommonCipher: "cipher"
        default: "MAC"
        }
      return Self(
        .inconclusive, .kex, gap.reason,
        "no common \(what): \(place) offers "
          + "\(gap.server.joined(separator: ",")); \(SSHLibrary.loaded.name), which latchkey uses, offers "
          + gap.client.joined(separator: ","),
        remedy: "this is a limit of \(SSHLibrary.loaded.name), not a fault of the key: use a newer "
          + "libssh2, or check this host with ssh itself")
    }
    if let last = evidence.disconnection {
      return Self(
        .inconclusive, .kex, .disconnected, "\(place) broke off the key exchange: \(quoted(last))",
        remedy: "look at the server's log")
    }
    if evidence.ending == .deadline {
      return Self(
        .inconclusive, .kex, .timeout,
        "\(place) identified itself and did not finish the key "
          + "exchange in time", remedy: "the server is overloaded or hangs: try again")
    }
    if evidence.isClosedByPeer || evidence.ending == .system(ECONNRESET)
      || evidence.ending == .system(EPIPE)
    {
      return Self(
        .inconclusive, .kex, .closed,
        "\(place) "
          + (evidence.ending == .system(ECONNRESET) ? "reset" : "closed")
          + " the connection during the key exchange",
        remedy: "look at the server's log; overloaded servers and firewalls do this")
    }
    // What `SocketTap` makes of an identification line that libssh2 would cut.
    if evidence.ending == .system(EMSGSIZE) {
      return Self(
        .inconclusive, .kex, .failed,
        "\(place) identifies itself with more than the 255 bytes that SSH allows, and "
          + "\(SSHLibrary.loaded.name) reads no more: \"\(evidence.banner ?? "")\"",
        remedy: "shorten what the server says of itself (VersionAddendum of an OpenSSH)")
    }
    return Self(
      .inconclusive, .kex, .failed,
      "the key exchange with \(place) failed: "
        + failure(evidence.ending),
      remedy: "look at the server's log; if it is well, something in between alters the traffic")
  }

  static func ofHostKey(_ evidence: Evidence, _ check: AccessCheck) -> Self {
    guard let host = evidence.hostKey, let judgement = evidence.judgement else {
      return Self(
        .inconclusive, .hostkey, .failed, failure(evidence.ending),
        remedy: "look at the server's host keys")
    }
    let place = place(evidence, check)
    let shown = "\(host.key.algorithm.name) \(host.key.fingerprint.text)"
    let notes = judgement.notes.map { "; \($0)" }.joined()
    if case .notRecorded(let words) = evidence.ending {
      return Self(
        .inconclusive, .hostkey, .failed,
        "the new host key \(shown) could not be recorded: "
          + words, remedy: "make the known_hosts file writable, or pin the key with --host-key")
    }
    let nothingSent = "nothing about the user was sent"
    switch judgement.trust {
    case .revoked:
      return Self(
        .untrusted, .hostkey, .revoked,
        "\(place) shows the revoked host key \(shown)\(notes); "
          + nothingSent,
        remedy: "do not connect: somebody may hold the host's old key; ask the host's owner")
    case .unknown:
      return Self(
        .untrusted, .hostkey, .unknown,
        "\(place) shows the host key \(shown), of which nothing is "
          + "known\(notes); \(nothingSent)",
        remedy: "compare the fingerprint with the one that the host's owner or console tells, then "
          + "pass it with --host-key, or record it with --accept-new-host-key")
    default:
      let seen = ([shown] + evidence.otherHostKeys).joined(separator: " and ")
      let expected = judgement.expected.joined(separator: " or ")
      let hidden = judgement.trustedTypes.unaskable(
        theirs: evidence.serverOffer?.hostKeys ?? [], ours: evidence.clientOffer?.hostKeys ?? [])
      if !hidden.isEmpty {
        // The reason of a gap between what the two offer, as it is one: in what is trusted.
        return Self(
          .inconclusive, .kex, .noCommonHostKey,
          "\(place) shows the host key \(seen), expected was \(expected), which may be the key that it "
            + "offers as \(Quotation.printable(hidden.joined(separator: ", ").utf8)): \(SSHLibrary.loaded.name), which latchkey "
            + "uses, cannot ask for it\(notes); \(nothingSent)",
          remedy: "trust a key of another type, too: on the server, ssh-keygen -lf "
            + "/etc/ssh/ssh_host_ed25519_key.pub prints the fingerprint for --host-key, or a plan's "
            + "host-keys")
      }
      if judgement.isOtherType {
        return Self(
          .untrusted, .hostkey, .pinnedTypeNotOffered,
          "\(place) offers no host key of the "
            + "expected type: it shows \(seen), expected was \(expected)\(notes); \(nothingSent)",
          remedy: "if the host's keys were changed on purpose, verify the new fingerprint with its "
            + "owner and update the pin or known_hosts")
      }
      return Self(
        .untrusted, .hostkey, .mismatch,
        "\(place) shows the host key \(seen), expected was "
          + "\(expected)\(notes); \(nothingSent)",
        remedy: "this is another host, or somebody in between: verify the fingerprint with the "
          + "host's owner before you update the pin or known_hosts")
    }
  }

  static func quoted(_ disconnection: Disconnection) -> String {
    "it says \"\(disconnection.message)\" (disconnect reason \(disconnection.code))"
  }

  static func failure(_ ending: Evidence.Ending) -> String {
    switch ending {
    case .failed(let failure):
      failure.code == 0
        ? failure.message
        : "\(SSHLibrary.loaded.name) says \"\(failure.message)\" (error \(failure.code))"
    // What `SocketTap` makes of a packet that `PacketGuard` refuses.
    case .system(EBADMSG): "it sends packets whose lengths cannot be"
    case .system(let code): unsafe String(cString: strerror(code))
    default: "it ended early"
    }
  }
}
