import Foundation
import LatchkeyCrypto
import TestSupport
import Testing

@Suite struct `Key derivation` {
  struct BcryptAnswer: CustomTestStringConvertible {
    let passphrase: String
    let salt: String
    let rounds: Int
    let key: String
    var testDescription: String { "\(passphrase.debugDescription), \(rounds) rounds" }
  }

  // The answers that the implementations for Go, Python and OpenBSD are tested with.
  static let bcryptAnswers = [
    BcryptAnswer(
      passphrase: "password", salt: "salt", rounds: 4,
      key: "5bbf0cc293587f1c3635555c27796598d47e579071bf427e9d8fbe842aba34d9"),
    BcryptAnswer(
      passphrase: "password", salt: "\0", rounds: 4, key: "c12b566235eee04c212598970a579a67"),
    BcryptAnswer(
      passphrase: "\0", salt: "salt", rounds: 4, key: "6051be18c2f4f82cbf0efee5471b4bb9"),
    BcryptAnswer(
      passphrase: "password\0", salt: "salt\0", rounds: 4,
      key: "7410e44cf4fa07bfaac8a928b1727fac001375e7bf7384370f48efd121743050"),
    BcryptAnswer(
      passphrase: "pass\0wor", salt: "sa\0l", rounds: 4, key: "c2bffd9db38f6569efef4372f4de83c0"),
    BcryptAnswer(
      passphrase: "password", salt: "salt", rounds: 8,
      key: """
        e1367ec5151a33faac4cc1c144cd23fa15d5548493ecc99b9b5d9c0d3b27bec7\
        6227ea66088b849b20ab7aa478010246e74bba51723fefa9f9474d6508845e8d
        """),
    BcryptAnswer(
      passphrase: "password", salt: "salt", rounds: 42, key: "833cf0dcf56db65608e8f0dc0ce882bd"),
  ]

  @Test(arguments: bcryptAnswers)
  func `with bcrypt gives the known answers`(answer: BcryptAnswer) throws {
    let key = try BcryptPBKDF.deriveKey(
      passphrase: SecretBytes(copying: answer.passphrase.utf8), salt: Array(answer.salt.utf8),
      rounds: answer.rounds, length: answer.key.count / 2)
    #expect(Hexadecimal.encode(key.publicBytes()) == answer.key)
  }

  @Test(.enabled(if: Python.isAvailable), arguments: [1, 31, 32, 33, 48, 63, 64, 65, 100])
  func `with bcrypt agrees with python's bcrypt for every length`(length: Int) throws {
    let script = """
      import bcrypt, sys
      print(bcrypt.kdf(b"open sesame", b"0123456789abcdef", \(length), 3).hex())
      """
    let python = try #require(Python.tool)
    let outcome = try python.run(["-c", script])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let expected = outcome.text.trimmingCharacters(in: .newlines)
    let key = try BcryptPBKDF.deriveKey(
      passphrase: SecretBytes(copying: "open sesame".utf8),
      salt: Array("0123456789abcdef".utf8), rounds: 3, length: length)
    #expect(Hexadecimal.encode(key.publicBytes()) == expected)
  }

  @Test func `with bcrypt refuses what it cannot take`() {
    let secret = SecretBytes(copying: [1])
    let empty = SecretBytes(copying: [])
    #expect(throws: CryptoError(.invalidParameter, "")) {
      _ = try BcryptPBKDF.deriveKey(passphrase: empty, salt: [1], rounds: 1, length: 32)
    }
    for (salt, rounds, length) in [([UInt8](), 1, 32), ([1], 0, 32), ([1], 1, 0), ([1], 1, 1025)] {
      #expect(throws: CryptoError(.invalidParameter, "")) {
        _ = try BcryptPBKDF.deriveKey(
          passphrase: secret, salt: salt, rounds: rounds, length: length)
      }
    }
  }

  // RFC 9106 §5 has associated data and a secret, which PPK never uses; these are the answers of
  // the argon2 reference implementation's own tests (version 0x13, "password", "somesalt").
  @Test func `with Argon2 gives the known answers`() throws {
    for (flavour, expected) in [
      (Argon2.Flavour.argon2i, "c1628832147d9720c5bd1cfd61367078729f6dfb6f8fea9ff98158e0d7816ed0"),
      (.argon2id, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
    ] {
      let key = try Argon2.deriveKey(
        flavour, passphrase: SecretBytes(copying: "password".utf8),
        salt: Array("somesalt".utf8), memory: 65536, passes: 2, parallelism: 1, length: 32)
      #expect(Hexadecimal.encode(key.publicBytes()) == expected)
    }
  }

  // RFC 7914 §11.
  @Test func `with PBKDF2 gives the known answer`() throws {
    let key = try PBKDF2.deriveKey(
      passphrase: SecretBytes(copying: "passwd".utf8), salt: Array("salt".utf8), iterations: 1,
      digest: .sha256, length: 64)
    #expect(
      Hexadecimal.encode(key.publicBytes()) == """
        55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
        49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783
        """)
  }

  // RFC 7914 §12.
  @Test func `with scrypt gives the known answer`() throws {
    let key = try Scrypt.deriveKey(
      passphrase: SecretBytes(copying: "password".utf8), salt: Array("NaCl".utf8), cost: 1024,
      blockSize: 8, parallelism: 16, memoryLimit: 64 << 20, length: 64)
    #expect(
      Hexadecimal.encode(key.publicBytes()) == """
        fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
        2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
        """)
  }
}
