import Foundation
import Latchkey
import TestSupport
import Testing

/// What README.md shows is what is compiled, and does what it says.
@Suite struct ReadmeTests {
  @Test func `the Swift in README.md are the examples that are compiled here`() throws {
    let readme = try String(contentsOfFile: PackageFolder.path("README.md"), encoding: .utf8)
    let examples = try ["ReadmeExample", "ReadmeServerExample"].map { name in
      try String(
        contentsOfFile: PackageFolder.path("Tests/InteropTests/\(name).swift"), encoding: .utf8)
    }
    let blocks = readme.components(separatedBy: "```swift\n").dropFirst()
    #expect(blocks.map { $0.components(separatedBy: "```")[0] } == examples)
  }

  @Test(.enabled(if: Tool.isAvailable("curl")))
  func `the example of a service gives a program the instance that it serves`() async throws {
    let curl = try #require(Tool(named: "curl"))
    var instance = try Instance.launch(LaunchTemplate())
    try instance.inject(PrivateKey.generate(.ed25519).publicKey, named: "alice")
    var used = ""
    let found = try await result(
      of: { url in
        used = url
        return try curl.run(["-s", "--noproxy", "*", url + "/latest/meta-data/public-keys/"]).text
      }, on: instance)
    #expect(found == "0=alice")
    #expect(try curl.run(["-s", "--noproxy", "*", used]).status == 7, "nobody listens any more")
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
