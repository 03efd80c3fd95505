internal import LatchkeyCrypto
internal import LatchkeyFormats
internal import LatchkeyKeys

/// What has to hold of a private key as its file has it.
enum LockedKeyProperties {
  /// - Parameters:
  ///   - opensBcrypt: whether to spend the tenth of a second that one round takes here.
  ///   - seed: see `PrivateKeyProperties`.
  static func check(_ key: EncodedPrivateKey, opensBcrypt: Bool, seed: Int) {
    _ = key.warnings
    guard let encryption = key.encryption else {
      do {
        PrivateKeyProperties.check(try key.decrypt(), in: key.format, seed: seed)
      } catch {
        expect(error.code == .unsupported, "a plain key is checked when it is read: \(error)")
        ErrorProperties.check(error)
      }
      return
    }
    checkBounds(encryption.derivation)
    checkWithoutPassphrase(key)
    guard isCheap(encryption.derivation, opensBcrypt: opensBcrypt) else { return }
    do {
      let opened = try key.decrypt(passphrase: KeyFileProperties.passphrase)
      if let shown = key.publicKey {
        expect(opened.publicKey == shown, "the key that was shown is the key that is given out")
      }
      PrivateKeyProperties.check(opened, in: key.format, seed: seed)
    } catch {
      expect(error.publicKey == nil || error.publicKey == key.publicKey, "names itself: \(error)")
      ErrorProperties.check(error)
      if error.code == .wrongPassphrase { checkOtherPassphrase(key, seed: seed) }
    }
  }

  /// One that is spelt in more than one way.
  private static func checkOtherPassphrase(_ key: EncodedPrivateKey, seed: Int) {
    do {
      let opened = try key.decrypt(passphrase: KeyFileProperties.otherPassphrase)
      expect(key.publicKey == nil || key.publicKey == opened.publicKey, "the key that was shown")
      PrivateKeyProperties.check(opened, in: key.format, seed: seed)
    } catch {
      ErrorProperties.check(error)
    }
  }

  private static func checkWithoutPassphrase(_ key: EncodedPrivateKey) {
    do {
      _ = try key.decrypt()
      fail("a locked key was opened without a passphrase")
    } catch {
      expect(error.code == .passphraseRequired, "a passphrase is asked for: \(error)")
      expect(error.publicKey == key.publicKey, "a locked key names itself")
      ErrorProperties.check(error)
    }
  }

  /// That no file gets past what `FormatLimits` allows.
  private static func checkBounds(_ derivation: KeyDerivation) {
    let isBounded =
      switch derivation {
      case .bcrypt(let rounds): (1...FormatLimits.bcryptRounds).contains(rounds)
      case .pbkdf2(_, let iterations), .pbkdf1(_, let iterations), .pkcs12(_, let iterations):
        (1...FormatLimits.pbkdf2Iterations).contains(iterations)
      case .scrypt(let cost, let blockSize, let parallelism):
        cost.multipliedReportingOverflow(by: blockSize).overflow == false
          && (1...FormatLimits.scryptMemory / 128).contains(cost * blockSize)
          && (1...FormatLimits.scryptParallelism).contains(parallelism)
      case .argon2(let parameters):
        (1...FormatLimits.argon2Memory).contains(parameters.memory)
          && (1...FormatLimits.argon2Passes).contains(parameters.passes)
          && (1...FormatLimits.argon2Parallelism).contains(parameters.parallelism)
      case .sha1, .md5: true
      }
    expect(isBounded, "over the bound: \(derivation)")
  }

  /// Whether it is derived in a millisecond or so: a fuzzer wants thousands of runs a second.
  private static func isCheap(_ derivation: KeyDerivation, opensBcrypt: Bool) -> Bool {
    switch derivation {
    case .bcrypt(let rounds): opensBcrypt && rounds == 1
    case .pbkdf2(_, let iterations), .pbkdf1(_, let iterations), .pkcs12(_, let iterations):
      iterations <= 2048
    case .scrypt(let cost, let blockSize, let parallelism):
      cost * blockSize * parallelism <= 1024
    case .argon2(let parameters):
      parameters.memory <= 64 && parameters.passes <= 2 && parameters.parallelism <= 2
    case .sha1, .md5: true
    }
  }
}
