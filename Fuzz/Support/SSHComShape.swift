internal import LatchkeyKeys

@testable internal import LatchkeyCrypto
@testable internal import LatchkeyFormats

/// An ssh.com key around numbers of the fuzzer's, with lengths that are right.
package enum SSHComShape {
  /// The rest of the input as numbers, each after the count of its bits.
  package static func numbers(_ input: inout FuzzInput, areDSA: Bool) -> [UInt8] {
    var writer = SSHWriter(capacity: 1024)
    if areDSA { writer.append(uint32: 0) }
    while !input.isAtEnd {
      let number = Array(input.chunk().drop { $0 == 0 })
      let bits = number.count * 8 - (number.first?.leadingZeroBitCount ?? 0)
      writer.append(uint32: UInt32(bits))
      writer.append(raw: number)
    }
    return writer.finishPublic()
  }

  /// The content of the armour; what is called encrypted is so under the fixtures' passphrase.
  package static func file(type: String, cipher: String, content: [UInt8]) -> [UInt8] {
    var fields = SSHWriter(capacity: 1024)
    fields.append(string: type)
    fields.append(string: cipher)
    fields.append(string: cipher == "3des-cbc" ? encrypted(content) : content)
    let rest = fields.finishPublic()
    var writer = SSHWriter(capacity: 1024)
    writer.append(uint32: 0x3F6F_F9EB)
    writer.append(uint32: UInt32(rest.count + 8))
    writer.append(raw: rest)
    return writer.finishPublic()
  }

  private static func encrypted(_ content: [UInt8]) -> [UInt8] {
    let padded = content + [UInt8](repeating: 0, count: (8 - content.count % 8) % 8)
    do {
      let first = try Digest.md5.hash(secret: KeyFileProperties.passphrase.bytes)
      var hasher = try Digest.Hasher(.md5)
      try hasher.update(KeyFileProperties.passphrase.bytes)
      try hasher.update(first)
      var key = SecretAssembly(first)
      key.append(try hasher.finish())
      return try SymmetricCipher.tripleDESCBC.encrypt(
        SecretBytes(copying: padded), key: key.finish().slice(0..<24),
        iv: SecretBytes(count: 8) { _ in }
      ).publicBytes()
    } catch {
      fail("sealing an ssh.com key: \(error)")
    }
  }
}
