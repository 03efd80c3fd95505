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

  // "openssl pkcs8 -topk8 -nocrypt -outform DER | openssl sha1 -c" is how AWS tells people to
  // compute it.
  @Test(.enabled(if: Tool.isAvailable("openssl")))
  func `of RSA keys that EC2 created are those of AWS's recipe`() throws {
    let openssl = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let pem = try openssl.run(["genpkey", "-algorithm", "RSA"]).output
    let path = try folder.write(pem, to: "key.pem")
    let der = try openssl.run(["pkcs8", "-topk8", "-nocrypt", "-in", path, "-outform", "DER"])
    let expected = try openssl.run(["sha1", "-c"], input: der.output).text
      .split(separator: " ").last.map { $0.trimmingCharacters(in: .newlines) }
    let key = try privateRSAKey(openssl, path)
    #expect(try key.ec2CreatedFingerprint()?.text == expected)
  }

  /// The key of a PEM file by way of openssl's own print-out: the formats are not this module's.
  private func privateRSAKey(_ openssl: Tool, _ path: String) throws -> PrivateKey {
    let text = try openssl.run(["rsa", "-in", path, "-noout", "-text"]).text
    var numbers: [String: [UInt8]] = [:]
    var name = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix(" ") {
        numbers[name, default: []] += Hexadecimal.decode(String(line))
      } else if let colon = line.firstIndex(of: ":") {
        name = String(line[..<colon])
      }
    }
    func number(_ name: String) -> [UInt8] { Array((numbers[name] ?? []).drop { $0 == 0 }) }
    return try PrivateKey.rsaForTests(
      modulus: number("modulus"), exponent: [1, 0, 1], privateExponent: number("privateExponent"),
      prime1: number("prime1"), prime2: number("prime2"), coefficient: number("coefficient"))
  }

  @Test func `of EC2 do not exist for ECDSA keys`() throws {
    let key = try PrivateKey.generate(.ecdsa(.p256))
    #expect(try key.publicKey.fingerprint(.ec2Imported) == nil)
    #expect(try key.ec2CreatedFingerprint() == nil)
  }
}
