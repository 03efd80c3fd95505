import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyVerifier

/// The reader of known_hosts files, on lines of known meaning.
@Suite struct KnownHostsTests {
  let key: PublicKey
  let other: PublicKey
  let rsa: PublicKey

  init() throws {
    key = try PrivateKey.generate(.ed25519).publicKey
    other = try PrivateKey.generate(.ed25519).publicKey
    rsa = try PrivateKey.generate(.ecdsa(.p384)).publicKey
  }

  private func trust(
    _ lines: String..., host: String = "web.example", port: UInt16 = 22
  ) -> ServerHostKey.Trust {
    [KnownHostsFile(path: "known", contents: Array(lines.joined(separator: "\n").utf8))]
      .judge(key, host: host, port: port).trust
  }

  @Test(arguments: [
    ("web.example", true), ("WEB.example", true), ("a,web.example,b", true), ("*.example", true),
    ("w?b.example", true), ("*", true), ("web.exampl", false), ("*.example,!web.example", false),
    ("!web.example", false), ("!other.example,*.example", true), ("[web.example]:22", false),
    ("web.example.org", false), ("*.*.example", false),
  ])
  func `patterns and negation are OpenSSH's`(hosts: String, isKnown: Bool) throws {
    #expect(trust("\(hosts) \(try Checks.line(key))") == (isKnown ? .known : .unknown))
  }

  @Test func `a byte order mark is no part of the first host's name`() throws {
    let line = try Checks.line(key)
    #expect(trust("\u{feff}web.example \(line)") == .known)
    #expect(trust("\u{feff}# hosts", "web.example \(line)") == .known)
    #expect(trust("# hosts", "\u{feff}web.example \(line)") == .unknown)
  }

  @Test func `a port other than 22 is part of the name, and the plain name will do`() throws {
    let line = try Checks.line(key)
    #expect(trust("[web.example]:2222 \(line)", port: 2222) == .known)
    #expect(trust("[web.example]:2222 \(line)", port: 2223) == .unknown)
    #expect(trust("[web.example]:2222 \(line)", port: 22) == .unknown)
    #expect(trust("web.example \(line)", port: 2222) == .known)
    // The plain name's keys may be another server's: they let in and do not accuse.
    #expect(trust("web.example \(try Checks.line(other))", port: 2222) == .unknown)
    #expect(trust("@revoked web.example \(line)", port: 2222) == .unknown)
    #expect(trust("web.example \(line)", "@revoked web.example \(line)", port: 2222) == .unknown)
    #expect(trust("web.example \(line)", "@revoked * \(line)", port: 2222) == .revoked)
    // What another file has for the very port counts before the plain name does.
    let files = ["web.example \(line)", "[web.example]:2222 \(try Checks.line(other))"].map {
      KnownHostsFile(path: "known", contents: Array($0.utf8))
    }
    #expect(files.judge(key, host: "web.example", port: 2222).trust == .mismatch)
    #expect(files.judge(key, host: "web.example", port: 2223).trust == .known)
    // A line for the very port decides, even against the plain name.
    #expect(
      trust(
        "[web.example]:2222 \(try Checks.line(other))", "web.example \(line)", port: 2222)
        == .mismatch)
  }

  @Test func `another key of the type is a mismatch, one of another type says so`() throws {
    let known = KnownHosts(parsing: Array("web.example \(try Checks.line(other))".utf8))
    let same = known.judge(key, host: "web.example", port: 22)
    #expect(same.trust == .mismatch)
    #expect(!same.isOtherType)
    #expect(same.expected == ["\(other.fingerprint.text) (line 1)"])
    let different = known.judge(rsa, host: "web.example", port: 22)
    #expect(different.trust == .mismatch)
    #expect(different.isOtherType)
  }

  @Test func `revocation wins, for the key that is revoked alone`() throws {
    let line = try Checks.line(key)
    #expect(trust("web.example \(line)", "@revoked * \(line)") == .revoked)
    #expect(trust("web.example \(line)", "@revoked * \(try Checks.line(other))") == .known)
    #expect(trust("web.example \(line)", "@revoked other.example \(line)") == .known)
  }

  @Test func `every line counts in a file of another system's line ends`() throws {
    let line = try Checks.line(key)
    let lines = [
      "# comment", "other.example \(line)", "web.example \(line) me", "@revoked * \(line)",
    ]
    for count in 3...4 {
      let text = lines.prefix(count).map { $0 + "\r\n" }.joined()
      let judgement = KnownHosts(parsing: Array(text.utf8)).judge(
        key, host: "web.example", port: 22)
      #expect(judgement.trust == (count == 3 ? .known : .revoked))
    }
  }

  @Test func `an authority's key is no host key, and is named`() throws {
    let known = KnownHosts(
      parsing: Array("@cert-authority *.example \(try Checks.line(key))".utf8))
    let judgement = known.judge(key, host: "web.example", port: 22)
    #expect(judgement.trust == .unknown)
    #expect(judgement.notes.first?.contains("certificate authority") == true)
  }

  @Test func `lines that cannot be read are passed over`() throws {
    let line = try Checks.line(key)
    #expect(
      trust(
        "# comment", "", "web.example", "web.example ssh-ed25519 AAAA!", "@unheard-of * \(line)",
        "web.example ssh-rsa \(line.split(separator: " ")[1])", "|1|bad|worse \(line)",
        "\u{fffd}\0 x", "web.example\t\(line) with a comment\r") == .known)
  }

  @Test func `lines that cannot be read are told of where nothing is known of the host`() throws {
    let line = try Checks.line(key)
    let blob = String(line.split(separator: " ")[1])
    let text = [
      "# comment", "", "web.example", "web.example ssh-ed25519 AAAA!", "@unheard-of * \(line)",
      "web.example ssh-rsa \(blob)", "|1|bad|worse \(line)", "other.example ssh-ed25519 AAAA!",
      "[web.example]:2222 ssh-xmss AAAA", "web.example ssh-ed25519 AAAA",
    ].joined(separator: "\n")
    let known = KnownHosts(parsing: Array(text.utf8))
    func told(port: UInt16) -> [String] {
      known.flaws(host: "web.example", port: port).map { "\($0.line): \($0.reason)" }
    }
    let plain = [
      "3: it has no key", "4: its key is no base64", "5: its marker \"@unheard-of\" is not known",
      "6: it says \"ssh-rsa\", and its key is ssh-ed25519", "7: its hashed name is none",
    ]
    let last = "10: its key is no whole \"ssh-ed25519\""
    #expect(told(port: 22) == plain + [last])
    #expect(
      told(port: 2222) == plain + ["9: keys of type \"ssh-xmss\" are not known here", last])

    let file = KnownHostsFile(path: "known", contents: Array(text.utf8))
    let judgement = [file].judge(key, host: "web.example", port: 22)
    #expect(judgement.trust == .unknown)
    #expect(
      judgement.notes == [
        "line 3 of known, which names this host, cannot be read: it has no key",
        "line 4 of known, which names this host, cannot be read: its key is no base64",
        "line 5 of known, which names this host, cannot be read: its marker \"@unheard-of\" is not known",
        "3 more lines of known cannot be read",
      ])
    let good = KnownHostsFile(path: "known", contents: Array("\(text)\nweb.example \(line)".utf8))
    #expect([good].judge(key, host: "web.example", port: 22) == HostKeyJudgement(trust: .known))
  }

  @Test(arguments: [
    ("127.1", "127.0.0.1"), ("0x7f.1", "127.0.0.1"), ("2130706433", "127.0.0.1"),
    ("0:0:0:0:0:0:0:1", "::1"), ("2001:DB8:0::1", "2001:db8::1"),
    ("::FFFF:7f00:1", "::ffff:127.0.0.1"), ("fe80::1%lo", "fe80::1%lo"),
    ("web.example", "web.example"), ("1e100.example", "1e100.example"), ("10.0.0.7", "10.0.0.7"),
  ])
  func `an address is looked for in ssh's form alone`(host: String, form: String) {
    #expect(HostKeyPlace(host: host, port: 2222, alias: nil).host == form)
    #expect(HostKeyPlace(host: "10.1", port: 2222, alias: host).host == host)
  }

  @Test func `hashed names are matched as ssh-keygen makes them`() throws {
    let folder = try TemporaryFolder()
    let tool = try #require(Tool(named: "ssh-keygen"))
    let path = try folder.write(
      "web.example \(try Checks.line(key))\n[web.example]:2222 \(try Checks.line(key))\n".utf8,
      to: "known")
    #expect(try tool.run(["-H", "-f", path]).status == 0)
    let text = String(decoding: try folder.read("known"), as: UTF8.self)
    #expect(!text.contains("web.example"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(trust(lines[0]) == .known)
    #expect(trust(lines[1], port: 2222) == .known)
    #expect(trust(lines[0], host: "other.example") == .unknown)
  }

  @Test func `a pattern of many stars takes no exponential time`() {
    let text = String(repeating: "a", count: 2000)
    let pattern = String(repeating: "*a", count: 1000) + "b"
    #expect(!Wildcard.matches(text, pattern: pattern))
    #expect(Wildcard.matches(text, pattern: String(repeating: "*a", count: 1000)))
  }

  @Test func `a host that could be read as something else is not recorded`() throws {
    let folder = try TemporaryFolder()
    let file = KnownHostsFile(path: folder.path("known"))
    for host in ["a,b", "*", "a b", "a\nb", "|1|x", "#a", "@revoked"] {
      #expect(throws: VerifierError(.knownHostsNotWritten, "")) {
        try file.append(key, host: host, port: 22)
      }
    }
    #expect(try folder.names().isEmpty)
    try file.append(key, host: "web.example", port: 22)
    try file.append(key, host: "2001:db8::1", port: 2222)
    let text = String(decoding: try folder.read("known"), as: UTF8.self)
    let line = try Checks.line(key)
    #expect(text == "web.example \(line)\n[2001:db8::1]:2222 \(line)\n")
  }

  // MARK: Pins

  @Test func `a pin is a SHA256 fingerprint, with or without padding`() throws {
    let text = key.fingerprint.text
    #expect(try HostKeyPin(fingerprint: text).matches(key))
    #expect(try HostKeyPin(fingerprint: text + "=").matches(key))
    #expect(try !HostKeyPin(fingerprint: text).matches(other))
  }

  @Test(arguments: [
    "", "SHA256:", "SHA256:abc", "MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff",
    "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!",
  ])
  func `what is no fingerprint is no pin`(text: String) {
    #expect(throws: VerifierError(.malformedPin, "")) { try HostKeyPin(fingerprint: text) }
  }

  @Test func `pins are read from a .pub file and from ssh-keyscan's output`() throws {
    let line = try Checks.line(key)
    #expect(try HostKeyPin.pins(inFile: Array("\(line) root@web\n".utf8)) == [.key(key)])
    let scan = "# web:22 SSH-2.0\nweb \(line)\nweb \(try Checks.line(rsa))\n"
    #expect(try HostKeyPin.pins(inFile: Array(scan.utf8)) == [.key(key), .key(rsa)])
    #expect(throws: VerifierError(.malformedPin, "")) {
      try HostKeyPin.pins(inFile: Array("nothing".utf8))
    }
    let error = try #require(throws: VerifierError.self) {
      _ = try HostKeyPin.pins(inFile: Fixture.read("openssh/ed25519_plain"))
    }
    #expect(
      error.reason.hasSuffix(
        "a private key (ssh-ed25519), where the public one is needed: give the .pub file"))
  }
}
