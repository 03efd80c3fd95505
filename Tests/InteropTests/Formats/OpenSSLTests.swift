import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// The openssl program, which reads no openssh-key-v1 and no PuTTY keys.
@Suite(.enabled(if: Tool.isAvailable("openssl"))) struct OpenSSLTests {
  static let readable = WrittenKey.all.filter { !$0.isPuTTY && !$0.isOpenSSH }

  @Test(arguments: readable)
  func `openssl loads and checks what we write`(written: WrittenKey) throws {
    let tool = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let (path, key) = try written.write(to: folder)
    let load = ["pkey", "-in", path, "-passin", "pass:\(WrittenKey.passphrase)"]
    let outcome = try tool.run(load + ["-pubout"])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    #expect(try outcome.output == key.encoded(as: .spki))
    #expect(try tool.run(load + ["-check", "-noout"]).text.contains("Key is valid"))
  }

  @Test(arguments: readable)
  func `openssl writes the same bytes where nothing is encrypted`(written: WrittenKey) throws {
    guard !written.isEncrypted else { return }
    let tool = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let (path, _) = try written.write(to: folder)
    let traditional = written.format == .pkcs8 ? [] : ["-traditional"]
    let outcome = try tool.run(["pkey", "-in", path] + traditional)
    #expect(
      try outcome.output == folder.read(path.split(separator: "/").last.map(String.init) ?? ""))
  }

  @Test(arguments: WrittenKey.kinds)
  func `openssl reads the public keys that we write`(kind: KeyKind) throws {
    let tool = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let key = try PrivateKey.generate(kind).publicKey
    let spki = try key.encoded(as: .spki)
    let path = try folder.write(spki, to: "spki")
    #expect(try tool.run(["pkey", "-pubin", "-in", path]).output == spki)
    if case .rsa = kind {
      let path = try folder.write(key.encoded(as: .pkcs1Public), to: "pkcs1")
      #expect(try tool.run(["rsa", "-RSAPublicKey_in", "-in", path, "-pubout"]).output == spki)
    }
  }

  @Test(
    arguments: [
      ["-algorithm", "ed25519"], ["-algorithm", "ed448"],
      ["-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048"],
      ["-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
      ["-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
      ["-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
    ],
    [[], ["-aes-256-cbc", "-pass", "pass:\(WrittenKey.passphrase)"]])
  func `We read what openssl makes`(kind: [String], options: [String]) throws {
    let tool = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let path = folder.path("key")
    let made = try tool.run(["genpkey", "-quiet"] + kind + options + ["-out", path])
    let outcome =
      made.status == 0
      ? made
      : try tool.run(
        ["genpkey"] + kind + options + ["-out", path])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    let key = try KeyFile.read(folder.read("key")).privateKey()
      .decrypt(passphrase: Passphrase(utf8: WrittenKey.passphrase))
    let spki = try tool.run([
      "pkey", "-in", path, "-passin", "pass:\(WrittenKey.passphrase)", "-pubout",
    ])
    #expect(try key.publicKey.encoded(as: .spki) == spki.output)
  }
}
