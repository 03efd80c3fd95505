import Foundation
import Latchkey
import TestSupport
import Testing

/// The Swift of the documentation is compiled here, and does what the text says.
@Suite struct `The article about key files` {
  private static let article = "Sources/Latchkey/Latchkey.docc/KeyFiles.md"

  @Test func `shows nothing but what is compiled here`() throws {
    let article = try text(Self.article)
    let examples = try text("Tests/InteropTests/DocumentationExamples.swift")
    let blocks = article.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(blocks.count == 5)
    #expect(examples == "import Latchkey\n\n" + blocks.joined(separator: "\n"))
  }

  @Test func `asks for a passphrase only where there is one, and says for which key`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let plain = try privateKey(in: try key.encoded(as: .pkcs8)) { _ in
      Issue.record("asked for a passphrase")
      return Passphrase(utf8: "")
    }
    #expect(plain.publicKey == key.publicKey)

    let options = EncodingOptions(passphrase: Passphrase(utf8: "open"), bcryptRounds: 1)
    let unlocked = try privateKey(in: try key.encoded(as: .openssh, options: options)) { half in
      #expect(half == key.publicKey)
      return Passphrase(utf8: "open")
    }
    #expect(unlocked.publicKey == key.publicKey)
  }

  @Test func `lists what a file holds`() throws {
    let key = try PrivateKey.generate(.ed25519, comment: "me")
    let print = key.publicKey.fingerprint.text
    let line = try key.publicKey.encoded(as: .authorizedKeys, comment: key.comment)
    #expect(try listing(of: SecretBytes(copying: line), at: 0) == ["public key: \(print) me"])
    #expect(try listing(of: key.encoded(as: .ppk2), at: 0) == ["private key: \(print)"])
    let certificate = try Fixture.read("certificates/ed25519_every_option")
    let text = try listing(of: SecretBytes(copying: certificate), at: 0)
    #expect(text.count == 1)
    #expect(text[0].hasPrefix("certificate (notYetValid): SHA256:"))
    #expect(text[0].hasSuffix(" fixture of latchkey"))
  }

  @Test(arguments: [
    ("openssh/ed25519_encrypted", "Please give the passphrase of the key SHA256:"),
    ("pem/rsa_pkcs8_encrypted", "Please give the passphrase of the key."),
    ("public/rsa.pub", "This is the half that may be known to anyone; the other one is needed: "),
    ("malformed/pem_without_end", "The file is damaged, please fetch it again: "),
    ("malformed/html", "This file cannot be used: an HTML page"),
  ])
  func `gives advice`(fixture: String, advised: String) throws {
    let bytes = try Fixture.read(fixture)
    let error = try #require(throws: FormatError.self) {
      _ = try KeyFile.read(bytes).privateKey().decrypt()
    }
    #expect(advice(on: error).hasPrefix(advised))
  }

  @Test func `knows a key pair by EC2's fingerprints`() throws {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let created = try #require(try key.ec2CreatedFingerprint()?.text)
    let imported = try #require(try key.publicKey.fingerprint(.ec2Imported)?.text)
    #expect(try isKeyPair(key, listedAs: created))
    #expect(try isKeyPair(key, listedAs: imported.uppercased()))
    #expect(try !isKeyPair(.generate(.rsa(bits: 2048)), listedAs: created))
    #expect(try !isKeyPair(key, listedAs: "no fingerprint"))
  }

  @Test func `makes the files of a new key pair`() throws {
    let passphrase = Passphrase(utf8: "between us")
    var files: [String: KeyFile] = [:]
    try makeKeyPair(named: "web", passphrase: passphrase) { name, content in
      files[name] = try KeyFile.read(content.copy())
    }
    #expect(files.keys.sorted() == ["web.pem", "web.ppk", "web.pub"])
    let pem = try #require(files["web.pem"]).privateKey().decrypt()
    let ppk = try #require(files["web.ppk"]).privateKey()
    #expect(ppk.encryption != nil)
    #expect(try ppk.decrypt(passphrase: passphrase).publicKey == pem.publicKey)
    #expect(files["web.pub"]?.entries.first?.publicKey == pem.publicKey)
    #expect(pem.comment == "web")
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: PackageFolder.path(path), encoding: .utf8)
  }
}
