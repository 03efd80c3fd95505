import Foundation
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct Fingerprints {
  struct Answer: CustomTestStringConvertible {
    let source: String
    let made: String
    let line: String
    let fingerprint: String
    var testDescription: String { "\(made), \(source.prefix(40))" }
  }

  /// fixtures/ec2/fingerprints.tsv: source, how it was made, kind, SSH line, fingerprint.
  static func answers() throws -> [Answer] {
    let text = String(decoding: try Fixture.read("ec2/fingerprints.tsv"), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map { row in
      let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Answer(source: fields[0], made: fields[1], line: fields[3], fingerprint: fields[4])
    }
  }

  private func publicKey(_ line: String) throws -> PublicKey {
    let blob = try #require(Data(base64Encoded: String(line.split(separator: " ")[1])))
    return try PublicKey(blob: blob)
  }

  @Test(arguments: try answers())
  func `of EC2 are those that AWS showed`(answer: Answer) throws {
    try #require(answer.made == "imported")
    let key = try publicKey(answer.line)
    #expect(try key.fingerprint(.ec2Imported)?.text == answer.fingerprint)
  }

  @Test func `of EC2 were read from the whole table`() throws {
    #expect(try Self.answers().count == 6)
  }

  @Test(.enabled(if: Tool.isAvailable("ssh-keygen")), arguments: [KeyKind.ed25519, .ecdsa(.p384)])
  func `of OpenSSH are those that ssh-keygen shows`(kind: KeyKind) throws {
    let key = try PrivateKey.generate(kind).publicKey
    let folder = try TemporaryFolder()
    let line = "\(key.algorithm.name) \(Data(key.blob).base64EncodedString()) c\n"
    let path = try folder.write(Array(line.utf8), to: "key.pub")
    let tool = try #require(Tool(named: "ssh-keygen"))
    let sha256 = try tool.run(["-l", "-f", path]).text.split(separator: " ")
    let md5 = try tool.run(["-l", "-E", "md5", "-f", path]).text.split(separator: " ")
    #expect(sha256[1] == key.fingerprint.text)
    #expect(try md5[1] == key.fingerprint(.md5)?.text ?? "")
    #expect(sha256[0] == "\(key.bits)")
  }

  @Test(arguments: Fingerprint.Kind.allCases)
  func `are known in every spelling, and only as themselves`(kind: Fingerprint.Kind) throws {
    let key = try PrivateKey.generate(.ed25519).publicKey
    let rsa = try publicKey(try Self.answers()[0].line)
    let other = try PrivateKey.generate(.ed25519).publicKey
    for key in [key, rsa] {
      guard let fingerprint = try key.fingerprint(kind) else { continue }
      let text = fingerprint.text
      let isHexadecimal = text.contains(":") && !text.hasPrefix("SHA256:")
      let bare = text.replacingOccurrences(of: "MD5:", with: "")
      var spellings = [text, bare, text.replacingOccurrences(of: "=", with: "")]
      spellings += [text + "=", text.replacingOccurrences(of: "SHA256:", with: "")]
      if isHexadecimal {
        spellings.append(text.uppercased())
        spellings.append(bare.replacingOccurrences(of: ":", with: "").uppercased())
      }
      for spelling in spellings { #expect(fingerprint.matches(spelling), "\(spelling)") }
      for stranger in ["", "MD5:", "aa:bb", String(text.dropLast(4)), "x" + text] {
        #expect(!fingerprint.matches(stranger), "\(stranger)")
      }
      #expect(!fingerprint.matches(other.fingerprint.text))
    }
  }

  @Test func `of EC2 do not exist for ECDSA keys`() throws {
    let key = try PrivateKey.generate(.ecdsa(.p256))
    #expect(try key.publicKey.fingerprint(.ec2Imported) == nil)
  }
}
