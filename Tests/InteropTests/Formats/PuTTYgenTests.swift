import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// PuTTY's puttygen, which reads no PKCS#8.
@Suite(.enabled(if: Tool.isAvailable("puttygen"))) struct PuTTYgenTests {
  static let readable = WrittenKey.all.filter { $0.format != .pkcs8 }

  /// puttygen loads the private half to write it in the other family's format.
  @Test(arguments: readable)
  func `puttygen converts what we write, comment included`(written: WrittenKey) throws {
    let tool = try #require(Tool(named: "puttygen"))
    let folder = try TemporaryFolder()
    let (path, key) = try written.write(to: folder)
    let passphrase = try WrittenKey.passphraseFile(in: folder)
    let outcome = try tool.run(
      [
        path, "-O", written.isPuTTY ? "private-openssh-new" : "private", "-o", folder.path("out"),
        "--new-passphrase", "/dev/null",
      ] + (written.isEncrypted ? ["--old-passphrase", passphrase] : []), timeout: 20)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let back = try KeyFile.read(folder.read("out")).privateKey().decrypt()
    #expect(back.publicKey == key)
    // PEM has no comment, so puttygen makes one up.
    let keeps = written.isPuTTY || written.isOpenSSH
    #expect(back.comment == (keeps ? WrittenKey.comment : "imported-openssh-key"))
  }

  @Test(arguments: WrittenKey.kinds)
  func `puttygen reads the public keys that we write`(kind: KeyKind) throws {
    let tool = try #require(Tool(named: "puttygen"))
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(kind).publicKey
    // It fits into one line of 72: puttygen does not know RFC 4716's lines that go on.
    let comment: KeyComment = "somebody at some.host, second floor"
    let authorized = try folder.write(
      key.encoded(as: .authorizedKeys, comment: comment), to: "line")
    let rfc4716 = try folder.write(key.encoded(as: .rfc4716, comment: comment), to: "rfc4716")
    for (path, format) in [(authorized, "public"), (rfc4716, "public-openssh")] {
      let outcome = try tool.run([path, "-O", format, "-o", folder.path("out")], timeout: 20)
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let back = try publicKey(inLine: String(decoding: folder.read("out"), as: UTF8.self))
      #expect(back.publicKey == key)
      #expect(back.comment == comment)
    }
  }

  @Test(
    arguments: [
      ["-t", "ed25519"], ["-t", "ed448"], ["-t", "rsa", "-b", "2048"], ["-t", "dsa", "-b", "1024"],
      ["-t", "ecdsa", "-b", "256"], ["-t", "ecdsa", "-b", "384"], ["-t", "ecdsa", "-b", "521"],
    ],
    [
      "private version=2", "private version=3,kdf=argon2d,passes=2",
      "private-openssh-new version=3",
    ])
  func `We read what puttygen writes`(kind: [String], output: String) throws {
    let tool = try #require(Tool(named: "puttygen"))
    let folder = try TemporaryFolder()
    let words = output.split(separator: " ").map(String.init)
    let passphrase = try WrittenKey.passphraseFile(in: folder)
    let path = folder.path("key")
    let outcome = try tool.run(
      kind + [
        "-q", "-C", "who and where", "-O", words[0], "--ppk-param", words[1], "-o", path,
        "--new-passphrase", passphrase,
      ])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let locked = try KeyFile.read(folder.read("key")).privateKey()
    let key = try locked.decrypt(passphrase: Passphrase(utf8: WrittenKey.passphrase))
    #expect(key.comment == "who and where")
    let line = try tool.run([path, "-L", "--old-passphrase", passphrase], timeout: 20)
    #expect(try publicKey(inLine: line.text).publicKey == key.publicKey)
  }
}
