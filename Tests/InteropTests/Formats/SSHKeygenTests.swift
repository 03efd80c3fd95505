import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// OpenSSH's ssh-keygen, which reads no PuTTY keys, and no PKCS#8 of Ed25519.
@Suite(.enabled(if: Tool.isAvailable("ssh-keygen"))) struct SSHKeygenTests {
  static let readable = WrittenKey.all.filter { key in
    guard !key.isPuTTY else { return false }
    if case .ed25519 = key.kind { return key.format != .pkcs8 }
    return true
  }

  @Test(arguments: readable)
  func `ssh-keygen loads what we write, with its comment`(written: WrittenKey) throws {
    let tool = try #require(Tool(named: "ssh-keygen"))
    let folder = try TemporaryFolder()
    let (path, key) = try written.write(to: folder)
    let outcome = try tool.run(["-y", "-P", WrittenKey.passphrase, "-f", path])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let line = try publicKey(inLine: outcome.text)
    #expect(line.publicKey == key)
    #expect(line.comment == (written.isOpenSSH ? WrittenKey.comment : ""))
  }

  @Test(arguments: WrittenKey.kinds)
  func `ssh-keygen reads the public keys that we write`(kind: KeyKind) throws {
    let tool = try #require(Tool(named: "ssh-keygen"))
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(kind).publicKey

    let line = try folder.write(
      key.encoded(as: .authorizedKeys, comment: "who and where"), to: "line")
    let listed = try tool.run(["-l", "-f", line]).text
    #expect(listed.hasPrefix("\(key.bits) \(key.fingerprint) who and where ("))

    var options: [(PublicKeyFormat, [String])] = [(.rfc4716, []), (.spki, ["-m", "PKCS8"])]
    switch kind {
    case .rsa: options.append((.pkcs1Public, ["-m", "PEM"]))
    case .ed25519: options.remove(at: 1)
    default: break
    }
    for (format, arguments) in options {
      let comment = KeyComment(String(repeating: "a long comment, ", count: 8))
      let path = try folder.write(key.encoded(as: format, comment: comment), to: format.rawValue)
      let outcome = try tool.run(["-i"] + arguments + ["-f", path])
      try #require(outcome.status == 0, "\(format): \(outcome.errorText)")
      #expect(try publicKey(inLine: outcome.text).publicKey == key)
    }
  }

  @Test(
    arguments: [["-t", "ed25519"], ["-t", "rsa", "-b", "2048"], ["-t", "ecdsa", "-b", "521"]],
    [[], ["-m", "PEM"], ["-m", "PKCS8"], ["-Z", "chacha20-poly1305@openssh.com"]])
  func `We read what ssh-keygen writes`(kind: [String], options: [String]) throws {
    let tool = try #require(Tool(named: "ssh-keygen"))
    let folder = try TemporaryFolder()
    let path = folder.path("key")
    let outcome = try tool.run(
      ["-q", "-a", "2", "-N", WrittenKey.passphrase, "-C", "who and where", "-f", path] + kind
        + options)
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let locked = try KeyFile.read(folder.read("key")).privateKey()
    let key = try locked.decrypt(passphrase: Passphrase(utf8: WrittenKey.passphrase))
    let line = try publicKey(inLine: String(decoding: folder.read("key.pub"), as: UTF8.self))
    #expect(key.publicKey == line.publicKey)
    #expect(key.comment == (locked.format == .openssh ? "who and where" : ""))
  }
}
