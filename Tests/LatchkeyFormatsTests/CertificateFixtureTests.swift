import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `Certificates that ssh-keygen signed` {
  static let fixtures = KeyFixture.all(in: "certificates")
  /// 2026-11-25T00:00:00Z.
  static let now: UInt64 = 1_795_564_800

  @Test func `are there in number`() { #expect(Self.fixtures.count > 10) }

  @Test(arguments: fixtures)
  func `certify the key that their name says`(fixture: KeyFixture) throws {
    let encoded = try certificate(fixture)
    #expect(try encoded.certificate.publicKey == fixture.publicKey())
    #expect(encoded.certificate.name == (try fixture.publicKey().algorithm.certificateName))
    if !fixture.name.hasSuffix("rfc4716") {
      #expect(encoded.comment == "fixture key")
      #expect(encoded.certificate.keyID == "fixture of latchkey")
    }
  }

  @Test(arguments: fixtures)
  func `are no private keys, and name themselves`(fixture: KeyFixture) throws {
    let error = try #require(throws: FormatError.self) { _ = try fixture.read().privateKey() }
    #expect(error.code == .publicWherePrivate)
    #expect(error.reason.contains("-cert-v01@openssh.com"))
    #expect(try error.publicKey == fixture.publicKey())
  }

  @Test func `show everything that is in them`() throws {
    let certificate = try certificate("ed25519_every_option")
    #expect(certificate.role == .user)
    #expect(certificate.serial == .max)
    #expect(certificate.principals == ["ubuntu", "root"])
    // 2020-01-02T03:04:05Z and 2099-12-31T23:59:59Z.
    #expect(certificate.validity.after == 1_577_934_245)
    #expect(certificate.validity.before == 4_102_444_799)
    #expect(
      certificate.criticalOptions == [
        CertificateOption(name: "force-command", value: "uptime -p"),
        CertificateOption(name: "source-address", value: "10.0.0.0/8,192.168.1.1"),
        CertificateOption(name: "verify-required", value: nil),
      ])
    #expect(
      certificate.extensions == [
        CertificateOption(name: "note@example.org", value: "yes"),
        CertificateOption(name: "permit-pty", value: nil),
      ])
    #expect(try certificate.authority == KeyFixture(path: "public/ed25519.pub").publicKey())
    #expect(certificate.signatureAlgorithm == .ed25519)
  }

  @Test func `say whom they are for, how they were signed, and that they have no end`() throws {
    let host = try certificate("rsa_by_ecdsa256_for_host")
    #expect(host.role == .host)
    #expect(host.principals == ["a.example.org", "b.example.org"])
    #expect(host.signatureAlgorithm == .ecdsaP256)
    #expect(!host.validity.expires)
    let algorithms: [(String, SignatureAlgorithm)] = [
      ("ed25519_by_rsa", .rsaSHA512), ("rsa_signed_with_sha1", .rsaSHA1),
      ("ecdsa521_signed_with_sha256", .rsaSHA256), ("dsa_by_dsa", .dsa),
      ("ecdsa256_not_yet_valid", .ecdsaP384), ("ecdsa384_expired", .ecdsaP521),
    ]
    for (name, algorithm) in algorithms {
      #expect(try certificate(name).signatureAlgorithm == algorithm, "\(name)")
    }
  }

  @Test func `are judged by the second`() throws {
    let validity = try certificate("ed25519_every_option").validity
    #expect(validity.status(at: validity.after - 1) == .notYetValid)
    #expect(validity.status(at: validity.after) == .valid)
    #expect(validity.status(at: validity.before - 1) == .valid)
    #expect(validity.status(at: validity.before) == .expired)
    let endless = try certificate("ed25519_by_rsa").validity
    #expect(endless.status(at: 0) == .valid)
    #expect(endless.status(at: .max - 1) == .valid)
  }

  @Test(arguments: [
    ("ed25519_every_option", [String]()),
    ("ed25519_by_rsa", []),
    ("ecdsa384_expired", ["the certificate has expired"]),
    ("ecdsa256_not_yet_valid", ["the certificate is not yet valid"]),
    (
      "rsa_signed_with_sha1",
      [
        "the certificate is signed with SHA-1 (ssh-rsa), which OpenSSH refuses since 8.8: have it signed with rsa-sha2-512"
      ]
    ),
    (
      "ecdsa384_without_principals",
      ["the certificate names no principal: sshd lets nobody in by it"]
    ),
    (
      "rsa_unknown_critical_option",
      ["an unknown critical option, \"moon@example.org\": OpenSSH refuses the certificate"]
    ),
    (
      "dsa_by_dsa",
      [
        "the certificate's authority: DSA keys are refused by OpenSSH since 7.0",
        "DSA keys are refused by OpenSSH since 7.0",
      ]
    ),
  ])
  func `warn of what keeps them from being taken`(name: String, warnings: [String]) throws {
    let encoded = try certificate(KeyFixture(path: "certificates/\(name)"))
    #expect(encoded.warnings(at: Self.now) == warnings)
  }

  @Test func `are equal where they are the same certificate, not where they have the same key`()
    throws
  {
    let first = try certificate("ed25519_by_rsa")
    #expect(try certificate("ed25519_by_rsa_rfc4716") == first)
    #expect(try certificate("ed25519_every_option") != first)
    let other = try certificate("rsa_by_ecdsa256_for_host")
    #expect(try Set([first, certificate("ed25519_by_rsa"), other]).count == 2)
  }

  /// Every byte of a certificate is either signed or the signature.
  @Test func `do not survive a change of any byte`() throws {
    let blob = try certificate("ed25519_every_option").blob
    for index in blob.indices {
      var changed = blob
      changed[index] ^= 1
      #expect(throws: KeyError.self, "byte \(index)") { _ = try Certificate(blob: changed) }
    }
    for length in blob.indices {
      #expect(throws: KeyError.self) { _ = try Certificate(blob: blob.prefix(length)) }
    }
  }

  @Test func `stand in lists, beside keys, with options, hosts and markers`() throws {
    let line = try Fixture.read("certificates/ed25519_by_rsa")
    let key = try Fixture.read("public/rsa.pub")
    let list =
      key + Array(#"@revoked *.example.org "#.utf8) + line + Array("no-pty ".utf8) + line
    let entries = try KeyFile.read(list).entries
    #expect(entries.map(\.line) == [1, 2, 3])
    #expect(try entries[0].publicKey == KeyFixture(path: "public/rsa.pub").publicKey())
    #expect(try entries[1].publicKey == KeyFixture(path: "public/ed25519.pub").publicKey())
    guard case .certificate(let revoked) = entries[1], case .certificate(let limited) = entries[2]
    else {
      Issue.record("no certificates")
      return
    }
    #expect(revoked.options == ["@revoked", "*.example.org"])
    #expect(limited.options == ["no-pty"])
  }

  private func certificate(_ name: String) throws -> Certificate {
    try certificate(KeyFixture(path: "certificates/\(name)")).certificate
  }

  private func certificate(_ fixture: KeyFixture) throws -> EncodedCertificate {
    let entries = try fixture.read().entries
    #expect(entries.count == 1)
    let encoded: EncodedCertificate? =
      if case .certificate(let encoded) = entries.first { encoded } else { nil }
    return try #require(encoded)
  }
}
