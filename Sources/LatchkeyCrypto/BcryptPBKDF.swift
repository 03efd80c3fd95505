/// bcrypt_pbkdf, the key derivation of openssh-key-v1: PBKDF2's outline around bcrypt's slow
/// Blowfish key schedule.
///
/// No library has it, so it is ours. Specification: OpenBSD's bcrypt_pbkdf(3), and the code that
/// OpenSSH ships as openbsd-compat/bcrypt_pbkdf.c; checked in the tests against ssh-keygen's files.
package enum BcryptPBKDF {
  /// Derives `length` bytes from a passphrase.
  ///
  /// - Parameters:
  ///   - passphrase: at least one byte.
  ///   - salt: at least one byte; ssh-keygen writes 16.
  ///   - rounds: at least 1; ssh-keygen writes 24, before 2023 it wrote 16.
  ///   - length: 1 to 1024 bytes.
  package static func deriveKey(
    passphrase: borrowing SecretBytes, salt: [UInt8], rounds: Int, length: Int
  ) throws(CryptoError) -> SecretBytes {
    guard !passphrase.isEmpty, !salt.isEmpty, rounds >= 1, (1...1024).contains(length) else {
      throw CryptoError(
        .invalidParameter,
        "bcrypt takes a passphrase, a salt, 1 round or more, and makes 1 to 1024 bytes")
    }
    let hashedPassphrase = try Digest.sha512.hash(secret: passphrase)
    // The output's bytes are dealt out in turn to `blocks` independent hashes of 32 bytes.
    let blocks = (length + 31) / 32
    return try SecretBytes(count: length) { (key) throws(CryptoError) in
      // Two blocks at a time: Blowfish waits for its own last result at every step, so a second
      // hash beside the first costs next to nothing. A 32-byte key and an IV are two blocks.
      for first in stride(from: 0, to: blocks, by: 2) {
        let pair = try twoBlocks(
          passphrase: hashedPassphrase, salt: salt, first: UInt32(first + 1), rounds: rounds)
        for lane in 0..<2 where first + lane < blocks {
          for index in 0..<32 where index * blocks + first + lane < length {
            key[index * blocks + first + lane] = pair[lane * 32 + index]
          }
        }
      }
    }
  }

  /// The blocks numbered `first` and `first + 1`, 32 bytes each.
  private static func twoBlocks(
    passphrase: borrowing SecretBytes, salt: [UInt8], first: UInt32, rounds: Int
  ) throws(CryptoError) -> SecretBytes {
    var output = BcryptLanes.hash(
      passphrase: passphrase,
      saltA: try Digest.sha512.hash(secret: SecretBytes(copying: salt + bigEndian(first))),
      saltB: try Digest.sha512.hash(secret: SecretBytes(copying: salt + bigEndian(first &+ 1)))
    )
    var sum = output.copy()
    for _ in 1..<max(rounds, 1) {
      output = BcryptLanes.hash(
        passphrase: passphrase,
        saltA: try Digest.sha512.hash(secret: output.slice(0..<32)),
        saltB: try Digest.sha512.hash(secret: output.slice(32..<64))
      )
      let next = SecretBytes(count: 64) { bytes in
        for index in 0..<64 { bytes[index] = sum[index] ^ output[index] }
      }
      sum = next
    }
    return sum
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
  }
}
