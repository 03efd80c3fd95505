/// Two runs of bcrypt's hash side by side: the same passphrase, a salt each.
///
/// One run is a chain in which every table look-up waits for the one before. Interleaving a second,
/// independent run fills the waiting time: measured at well under twice the time of one.
enum BcryptLanes {
  private static let subkeys = 18
  private static let stateWords = 18 + 1024
  private static let inputWords = 16
  /// The text that bcrypt_pbkdf encrypts, 32 bytes read as big-endian words.
  private static let text = Array("OxychromaticBlowfishSwatDynamite".utf8)
  private static let expansions = 64

  /// The hashes of both lanes, 32 bytes each. What is passed in are SHA-512 hashes, 64 bytes each.
  static func hash(
    passphrase: borrowing SecretBytes, saltA: borrowing SecretBytes, saltB: borrowing SecretBytes
  ) -> SecretBytes {
    // The state of lane A, that of lane B, then passphrase and salts as words: wiped as one.
    var storage = SecretBytes(count: (2 * stateWords + 3 * inputWords) * 4) { _ in }
    return storage.withMutableSpan { bytes in
      unsafe bytes.withUnsafeMutableBufferPointer { bytes in
        let words = unsafe UnsafeMutableRawBufferPointer(bytes).bindMemory(to: UInt32.self)
        for (index, word) in BlowfishTables.words.enumerated() {
          unsafe words[index] = word
          unsafe words[stateWords + index] = word
        }
        let inputs = 2 * stateWords
        for index in 0..<inputWords {
          unsafe words[inputs + index] = word(passphrase, index)
          unsafe words[inputs + inputWords + index] = word(saltA, index)
          unsafe words[inputs + 2 * inputWords + index] = word(saltB, index)
        }
        // Never nil: the storage has its full size from the start.
        guard let base = words.baseAddress else { return SecretBytes(count: 64) { _ in } }
        return unsafe hash(base)
      }
    }
  }

  private static func word(_ bytes: borrowing SecretBytes, _ index: Int) -> UInt32 {
    UInt32(bytes[4 * index]) << 24 | UInt32(bytes[4 * index + 1]) << 16
      | UInt32(bytes[4 * index + 2]) << 8 | UInt32(bytes[4 * index + 3])
  }

  private static func hash(_ words: UnsafeMutablePointer<UInt32>) -> SecretBytes {
    let stateA = unsafe words
    let stateB = unsafe words + stateWords
    let passphrase = unsafe words + 2 * stateWords
    let saltA = unsafe passphrase + inputWords
    let saltB = unsafe passphrase + 2 * inputWords

    unsafe expand(stateA, stateB, key: (passphrase, passphrase), salt: (saltA, saltB))
    for _ in 0..<expansions {
      unsafe expand(stateA, stateB, key: (saltA, saltB), salt: nil)
      unsafe expand(stateA, stateB, key: (passphrase, passphrase), salt: nil)
    }
    return SecretBytes(count: 64) { output in
      for pair in 0..<4 {
        var left = textWord(2 * pair)
        var right = textWord(2 * pair + 1)
        var leftB = left
        var rightB = right
        for _ in 0..<64 { unsafe encrypt(stateA, stateB, &left, &right, &leftB, &rightB) }
        for (lane, block) in [(left, right), (leftB, rightB)].enumerated() {
          // Little-endian, as bcrypt_pbkdf.c copies it out.
          for (half, word) in [block.0, block.1].enumerated() {
            for byte in 0..<4 {
              output[lane * 32 + pair * 8 + half * 4 + byte] = UInt8(word >> (8 * byte) & 255)
            }
          }
        }
      }
    }
  }

  private static func textWord(_ index: Int) -> UInt32 {
    text[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Blowfish's key schedule: mixes the key (16 words, cycled) into the subkeys, then replaces
  /// subkeys and boxes by an encryption chain, salted where a salt (16 words, cycled) is given.
  private static func expand(
    _ a: UnsafeMutablePointer<UInt32>, _ b: UnsafeMutablePointer<UInt32>,
    key: (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>),
    salt: (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>)?
  ) {
    for index in 0..<subkeys {
      unsafe a[index] ^= key.0[index & 15]
      unsafe b[index] ^= key.1[index & 15]
    }
    var left: UInt32 = 0
    var right: UInt32 = 0
    var leftB: UInt32 = 0
    var rightB: UInt32 = 0
    var index = 0
    while index < stateWords {
      if let salt = unsafe salt {
        // Words are taken in turn from the 16 of the salt; `index` is even throughout.
        unsafe left ^= salt.0[index & 15]
        unsafe right ^= salt.0[(index + 1) & 15]
        unsafe leftB ^= salt.1[index & 15]
        unsafe rightB ^= salt.1[(index + 1) & 15]
      }
      unsafe encrypt(a, b, &left, &right, &leftB, &rightB)
      unsafe a[index] = left
      unsafe a[index + 1] = right
      unsafe b[index] = leftB
      unsafe b[index + 1] = rightB
      index += 2
    }
  }

  /// One block of Blowfish in each lane: sixteen rounds, P[16] and P[17] at the end.
  @inline(__always)
  private static func encrypt(
    _ a: UnsafeMutablePointer<UInt32>, _ b: UnsafeMutablePointer<UInt32>,
    _ left: inout UInt32, _ right: inout UInt32, _ leftB: inout UInt32, _ rightB: inout UInt32
  ) {
    var l = unsafe left ^ a[0]
    var r = right
    var m = unsafe leftB ^ b[0]
    var s = rightB
    var round = 1
    while round < 17 {
      unsafe r ^= mix(a + subkeys, l) ^ a[round]
      unsafe s ^= mix(b + subkeys, m) ^ b[round]
      unsafe l ^= mix(a + subkeys, r) ^ a[round + 1]
      unsafe m ^= mix(b + subkeys, s) ^ b[round + 1]
      round += 2
    }
    left = unsafe r ^ a[17]
    right = l
    leftB = unsafe s ^ b[17]
    rightB = m
  }

  @inline(__always)
  private static func mix(_ boxes: UnsafeMutablePointer<UInt32>, _ word: UInt32) -> UInt32 {
    unsafe ((boxes[Int(word >> 24)] &+ boxes[256 + Int(word >> 16 & 255)])
      ^ boxes[512 + Int(word >> 8 & 255)]) &+ boxes[768 + Int(word & 255)]
  }
}
