import LatchkeyFiles
import LatchkeyKeys

/// The lines of a known_hosts file.
struct KnownHosts: Sendable {
  /// The lines that could be read, in order.
  let entries: [KnownHostsEntry]
  /// Those that could not be.
  let flaws: [KnownHostsFlaw]

  /// Reads a file's bytes. Lines that cannot be read are left out, as OpenSSH does.
  init(parsing bytes: [UInt8]) {
    // By bytes: to a String, CR LF is one character, and no line feed.
    var flaws: [KnownHostsFlaw] = []
    entries = ByteOrderMark.dropped(from: bytes).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    )
    .enumerated()
    .compactMap { index, line in
      let text = String(
        decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
      let entry = KnownHostsEntry(line: text[...], number: index + 1)
      if entry == nil, let flaw = KnownHostsFlaw(line: text[...], number: index + 1) {
        flaws.append(flaw)
      }
      return entry
    }
    self.flaws = flaws
  }

  private init(entries: [KnownHostsEntry], flaws: [KnownHostsFlaw]) {
    self.entries = entries
    self.flaws = flaws
  }

  /// The same with one line more.
  func appending(_ entry: KnownHostsEntry) -> Self {
    Self(entries: entries + [entry], flaws: flaws)
  }

  /// The lines that could not be read and may be about a host.
  func flaws(host: String, port: UInt16) -> [KnownHostsFlaw] {
    let names = Set([Self.name(host: host, port: port), Self.name(host: host, port: 22)])
    return flaws.filter { flaw in flaw.hosts.map { names.contains(where: $0.include) } ?? true }
  }

  /// The name that known_hosts has for a host (sshd(8)): a port that is not 22 belongs to it.
  static func name(host: String, port: UInt16) -> String {
    port == 22 ? host.lowercased() : "[\(host.lowercased())]:\(port)"
  }

  /// The lines about a host, under the name that it has with its port.
  func about(host: String, port: UInt16) -> [KnownHostsEntry] {
    let name = Self.name(host: host, port: port)
    return entries.filter { $0.matches(name) }
  }

  /// The key types that are known for a host, in the order of their lines.
  func algorithms(host: String, port: UInt16) -> [KeyAlgorithm] {
    var found: [KeyAlgorithm] = []
    for entry in about(host: host, port: port) where entry.marker == nil {
      if !found.contains(entry.key.algorithm) { found.append(entry.key.algorithm) }
    }
    return found
  }

  /// What these lines make of a host's key.
  func judge(_ key: PublicKey, host: String, port: UInt16) -> HostKeyJudgement {
    let about = about(host: host, port: port)
    if let line = about.first(where: { $0.marker == .revoked && $0.key == key })?.line {
      return HostKeyJudgement(trust: .revoked, notes: ["marked @revoked in line \(line)"])
    }
    let known = about.filter { $0.marker == nil }
    if known.contains(where: { $0.key == key }) { return HostKeyJudgement(trust: .known) }
    let notes =
      about.contains { $0.marker == .certificateAuthority }
      ? [
        "known_hosts trusts a certificate authority for this host, and \(SSHLibrary.loaded.name) cannot "
          + "verify host certificates"
      ] : []
    if known.isEmpty { return HostKeyJudgement(trust: .unknown, notes: notes) }
    return HostKeyJudgement(
      trust: .mismatch,
      expected: known.map { "\($0.key.fingerprint.text) (line \($0.line))" },
      isOtherType: !known.contains { $0.key.algorithm == key.algorithm }, notes: notes)
  }
}
