import LatchkeyCrypto
import LatchkeyKeys
import TestSupport
import Testing

@testable import LatchkeyFormats

@Suite struct `OpenSSH keys that we write` {
  @Test(arguments: ["ed25519", "rsa", "ecdsa256", "ecdsa384", "ecdsa521", "dsa"])
  func `are what ssh-keygen writes but for the random numbers`(name: String) throws {
    let path = "openssh/\(name)_plain"
    let theirs = try Fixture.read(path)
    let ours = try KeyFixture(path: path).privateKey().encoded(as: .openssh).publicBytes()
    // The two check numbers are random; all else, line breaks and length included, is the same.
    #expect(ours.count == theirs.count)
    let differing = zip(ours, theirs).count { $0 != $1 }
    #expect(differing <= 12)
  }

  @Test func `are refused when ChaCha20-Poly1305 text was touched`() throws {
    let key = SecretBytes(count: 64) { $0[5] = 9 }
    let sealed = try ChaCha20Poly1305.encrypt(SecretBytes(copying: [1, 2, 3]), key: key)
    #expect(sealed.count == 19)
    #expect(try ChaCha20Poly1305.decrypt(sealed, key: key).publicBytes() == [1, 2, 3])
    for index in 0..<sealed.count {
      let touched = SecretBytes(count: sealed.count) { bytes in
        for position in 0..<sealed.count { bytes[position] = sealed[position] }
        bytes[index] ^= 1
      }
      #expect(throws: CryptoError.self) { _ = try ChaCha20Poly1305.decrypt(touched, key: key) }
    }
  }
}
