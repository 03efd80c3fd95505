internal import LatchkeyKeys
internal import Synchronization

@testable internal import LatchkeyCrypto
@testable internal import LatchkeyFormats

/// An openssh-key-v1 whose lengths, check numbers and encryption are right, around fields of the
/// fuzzer's.
package enum SealedOpenSSH {
  /// How many ciphers there are to choose from; 0 is none.
  package static let ciphers = OpenSSHCipher.allCases.count + 1

  /// A private section: the check numbers, the strings, and padding.
  package static func section(_ strings: [[UInt8]], cipher: Int) -> [UInt8] {
    let blockSize = self.cipher(cipher)?.blockSize ?? 8
    var section: [UInt8] = [7, 7, 7, 7, 7, 7, 7, 7] + WireShape.strings(strings)
    var padding: UInt8 = 1
    while !section.count.isMultiple(of: blockSize) {
      section.append(padding)
      padding &+= 1
    }
    return section
  }

  /// The file around a public blob and a private section in plain text.
  package static func file(publicBlob: [UInt8], section: [UInt8], cipher: Int) -> [UInt8] {
    guard let cipher = self.cipher(cipher) else {
      return write("none", "none", options: [], publicBlob, section, tagLength: 0)
    }
    do {
      let lock = try OpenSSHLock(cipher: cipher, salt: Array(1...16), rounds: 1)
      let sealed = try cipher.encrypt(
        SecretBytes(copying: section), keyAndIV: try keyAndIV(lock).bytes)
      return write(
        cipher.rawValue, "bcrypt", options: lock.options, publicBlob, sealed.publicBytes(),
        tagLength: cipher.tagLength)
    } catch {
      // Ciphers of blocks take whole ones alone.
      return write("none", "none", options: [], publicBlob, section, tagLength: 0)
    }
  }

  /// What bcrypt makes of the passphrase for each cipher, once: it is always the same.
  private static let derived = Mutex<[OpenSSHCipher: SharedSecret]>([:])

  private static func keyAndIV(_ lock: OpenSSHLock) throws -> SharedSecret {
    if let known = derived.withLock({ $0[lock.cipher] }) { return known }
    let key = SharedSecret(try lock.deriveKey(KeyFileProperties.passphrase))
    derived.withLock { $0[lock.cipher] = key }
    return key
  }

  private static func cipher(_ number: Int) -> OpenSSHCipher? {
    number == 0 ? nil : OpenSSHCipher.allCases[number - 1]
  }

  private static func write(
    _ cipher: String, _ derivation: String, options: [UInt8], _ publicBlob: [UInt8],
    _ section: [UInt8], tagLength: Int
  ) -> [UInt8] {
    let envelope = OpenSSHEnvelope.write(
      cipher: cipher, derivation: derivation, options: options, publicBlob: publicBlob,
      section: SecretBytes(copying: section), tagLength: tagLength)
    return Armour.pem(OpenSSHKey.label, envelope.publicBytes())
  }
}
