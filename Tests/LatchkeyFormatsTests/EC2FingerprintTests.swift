import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `The fingerprint of a key pair that EC2 created` {
  // "openssl pkcs8 -topk8 -nocrypt -outform DER | openssl sha1 -c" is how AWS tells people to
  // compute it.
  @Test(.enabled(if: Tool.isAvailable("openssl")), arguments: [1024, 2048, 3072, 4096])
  func `is for RSA that of AWS's recipe`(bits: Int) throws {
    let openssl = try #require(Tool(named: "openssl"))
    let folder = try TemporaryFolder()
    let pem = try openssl.run(
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(bits)"]
    ).output
    let path = try folder.write(pem, to: "key.pem")
    let der = try openssl.run(["pkcs8", "-topk8", "-nocrypt", "-in", path, "-outform", "DER"])
    let expected = try openssl.run(["sha1", "-c"], input: der.output).text
      .split(separator: " ").last.map { $0.trimmingCharacters(in: .newlines) }
    let key = try KeyFile.read(pem).privateKey().decrypt()
    #expect(try key.ec2CreatedFingerprint()?.text == expected)
  }

  @Test func `is for ed25519 that of the public half`() throws {
    let key = try PrivateKey.generate(.ed25519)
    let created = try #require(try key.ec2CreatedFingerprint())
    #expect(try key.publicKey.fingerprint(.ec2Imported)?.text == created.text)
  }

  @Test func `does not exist for ECDSA`() throws {
    let key = try PrivateKey.generate(.ecdsa(.p256))
    #expect(try key.ec2CreatedFingerprint() == nil)
  }
}
