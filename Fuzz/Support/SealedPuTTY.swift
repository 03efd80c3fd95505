@testable internal import LatchkeyCrypto
@testable internal import LatchkeyFormats

/// A PuTTY key whose MAC is right, around halves of the fuzzer's.
package struct SealedPuTTY {
  package var isVersion2: Bool
  package var isEncrypted: Bool
  package var algorithm: [UInt8]
  package var comment: [UInt8]
  package var publicBlob: [UInt8]
  package var privateBlob: [UInt8]

  package init(
    isVersion2: Bool, isEncrypted: Bool, algorithm: [UInt8], comment: [UInt8],
    publicBlob: [UInt8], privateBlob: [UInt8]
  ) {
    self.isVersion2 = isVersion2
    self.isEncrypted = isEncrypted
    // A line break ends a header, so the MAC could not be right.
    self.algorithm = algorithm.filter { !ASCII.isLineBreak($0) }
    self.comment = comment.filter { !ASCII.isLineBreak($0) }
    self.publicBlob = publicBlob
    self.privateBlob = privateBlob
  }

  /// The file.
  package func file() -> [UInt8] {
    do {
      let version: PuTTYVersion = isVersion2 ? .two : .three
      let parameters = Argon2Parameters(memory: 8, passes: 1)
      let salt: [UInt8] = Array(1...16)
      let lock: PuTTYLock = isVersion2 ? .sha1 : .argon2(parameters, salt: salt)
      var plain = privateBlob
      var shown = privateBlob
      let macKey: SecretBytes
      if isEncrypted {
        plain += [UInt8](repeating: 0, count: (16 - plain.count % 16) % 16)
        let keys = try lock.keys(KeyFileProperties.passphrase)
        shown = try SymmetricCipher.aes256CBC.encrypt(
          SecretBytes(copying: plain), key: keys.cipher, iv: keys.iv
        ).publicBytes()
        macKey = keys.mac.copy()
      } else {
        macKey = try PuTTYLock.plainMACKey(version)
      }
      let mac = try PuTTYFile.mac(
        version, algorithm: String(decoding: algorithm, as: UTF8.self), isEncrypted: isEncrypted,
        comment: comment, publicBlob: publicBlob, privateBlob: SecretBytes(copying: plain),
        key: macKey)
      var file = Array("PuTTY-User-Key-File-\(version.rawValue): ".utf8) + algorithm
      file +=
        Array("\nEncryption: \(isEncrypted ? "aes256-cbc" : "none")\nComment: ".utf8) + comment
      file += Self.lines("\nPublic-Lines", publicBlob)
      if isEncrypted, !isVersion2 {
        file += Array(
          """
          Key-Derivation: Argon2id
          Argon2-Memory: \(parameters.memory)
          Argon2-Passes: \(parameters.passes)
          Argon2-Parallelism: \(parameters.parallelism)
          Argon2-Salt: \(String(decoding: ASCII.hex(salt), as: UTF8.self))

          """.utf8)
      }
      file += Self.lines("Private-Lines", shown)
      return file + Array("Private-MAC: ".utf8) + ASCII.hex(mac) + [ASCII.lineFeed]
    } catch {
      fail("sealing a PuTTY key: \(error)")
    }
  }

  private static func lines(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let text = Base64.encode(bytes, columns: 64)
    return Array("\(name): \(text.count { $0 == ASCII.lineFeed })\n".utf8) + text
  }
}
