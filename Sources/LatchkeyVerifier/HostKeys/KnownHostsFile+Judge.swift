import LatchkeyKeys

/// What several files make of a host together.
///
/// A host at another port than 22 of which nothing is known under the name that it has with its port is
/// looked for under its plain name, too. As with OpenSSH (sshconnect.c, "checking without port
/// identifier"), those lines let in and never accuse: they may be about another server there.
extension [KnownHostsFile] {
  /// The key types that are known for a host, in the order of their lines.
  func algorithms(host: String, port: UInt16) -> [KeyAlgorithm] {
    let found = flatMap { $0.algorithms(host: host, port: port) }
    return found.isEmpty && port != 22 ? algorithms(host: host, port: 22) : found
  }

  /// Judges a host's key.
  func judge(_ key: PublicKey, host: String, port: UInt16) -> HostKeyJudgement {
    var judgement = judgeByName(key, host: host, port: port)
    if judgement.trust == .unknown, port != 22 {
      let plain = judgeByName(key, host: host, port: 22)
      if plain.trust == .known { return plain }
      judgement.notes += plain.notes.filter { !judgement.notes.contains($0) }.map { note in
        plain.trust == .revoked ? "\(note), which is about port 22 and does not count here" : note
      }
    }
    if judgement.trust == .unknown {
      judgement.notes += flatMap { $0.notesOnFlaws(host: host, port: port) }
    }
    return judgement
  }

  private func judgeByName(_ key: PublicKey, host: String, port: UInt16) -> HostKeyJudgement {
    let judgements = map { $0.judge(key, host: host, port: port) }
    if let revoked = judgements.first(where: { $0.trust == .revoked }) { return revoked }
    if let known = judgements.first(where: { $0.trust == .known }) { return known }
    let mismatches = judgements.filter { $0.trust == .mismatch }
    let notes = judgements.flatMap(\.notes)
    if mismatches.isEmpty { return HostKeyJudgement(trust: .unknown, notes: notes) }
    let isOtherType = mismatches.allSatisfy(\.isOtherType)
    // Another key of a type that is known is another host's, whatever else this one has.
    let types = isOtherType ? flatMap { $0.algorithms(host: host, port: port) } : []
    return HostKeyJudgement(
      trust: .mismatch, expected: mismatches.flatMap(\.expected), isOtherType: isOtherType,
      trustedTypes: .these(types), notes: notes)
  }
}
