import Foundation
import Latchkey
import TestSupport
import Testing

/// What README.md shows is what is compiled, and does what it says.
@Suite struct ReadmeTests {
  @Test func `the Swift in README.md is the example that is compiled here`() throws {
    let readme = try String(contentsOfFile: PackageFolder.path("README.md"), encoding: .utf8)
    let example = try String(
      contentsOfFile: PackageFolder.path("Tests/InteropTests/ReadmeExample.swift"),
      encoding: .utf8)
    let blocks = readme.components(separatedBy: "```swift\n").dropFirst()
    #expect(blocks.count == 1)
    #expect(blocks.first?.components(separatedBy: "```").first == example)
  }

  @Test func `the example makes a PPK that the new passphrase opens`() throws {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    let listed = try #require(try key.ec2CreatedFingerprint()?.text)
    let passphrase = Passphrase(utf8: "between us")
    let ppk = try puttyKey(
      from: key.encoded(as: .pem), listedAs: listed, passphrase: passphrase)
    guard let ppk else {
      Issue.record("no PPK, though the fingerprint is the key's own")
      return
    }
    let locked = try KeyFile.read(ppk).privateKey()
    #expect(locked.format == .ppk3)
    #expect(locked.encryption != nil)
    let opened = try locked.decrypt(passphrase: passphrase)
    #expect(opened.publicKey == key.publicKey)
    #expect(opened.comment == "from EC2")
  }

  @Test func `the example gives nothing for another key than the one that EC2 lists`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let ppk = try puttyKey(
      from: key.encoded(as: .pem), listedAs: "00:11", passphrase: Passphrase(utf8: "x"))
    // SecretBytes is not copyable, which the macro's comparison would need.
    let isMade = if case .some = ppk { true } else { false }
    #expect(!isMade)
  }
}
