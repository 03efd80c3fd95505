internal import LatchkeyCrypto
internal import LatchkeyKeys
internal import LatchkeyVerifier

extension ResolvedPlan {
  /// Names what the plan asks for: 32 hexadecimal digits, the first half of the SHA-256 of every
  /// check's name, place, way, key, command and expectation. Reports of shards belong together where
  /// theirs are the same.
  public var digest: String {
    let keys = checks.table.keys.map { identity in
      let certificate = identity.certificate.map { " \($0.serial) \($0.keyID)" } ?? ""
      return identity.publicKey.fingerprint.text + certificate
    }
    let ways = checks.table.hosts.map { host in
      let jumps = host.route.map { checks.table.hosts[$0] }
      return (jumps + [host]).map { "\($0.address) \($0.port)" }.joined(separator: " ")
    }
    do {
      var hasher = try Digest.Hasher(.sha256)
      for cell in checks.cells {
        let check = checks.table.check(cell).check
        let line = [
          check.id, ways[Int(cell.host)], keys[Int(cell.key)], check.expectation.rawValue,
          check.command ?? "",
        ]
        // No text has NUL in it that could make two plans one.
        try hasher.update(Array(line.joined(separator: "\0").utf8) + [0, 0x0a])
      }
      let bytes = try hasher.finish().publicBytes().prefix(16)
      return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    } catch {
      // SHA-256 is in every libcrypto; without it no key could have been read.
      return ""
    }
  }
}
