import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

@Suite struct `Warnings` {
  @Test(arguments: [
    ("openssh/ed25519_plain", [String]()),
    ("openssh/ed25519_encrypted", []),
    ("openssh/ed25519_sixteen_rounds", []),
    ("openssh/rsa_one_round", ["1 round of bcrypt is little: ssh-keygen writes 24"]),
    ("openssh/dsa_plain", ["DSA keys are refused by OpenSSH since 7.0"]),
    (
      "pem/shortrsa_pkcs1",
      ["RSA of 1024 bits is too short: today's servers ask for 2048 or more"]
    ),
    (
      "pem/rsa_pkcs1_aes-128-cbc",
      [
        "traditional PEM encryption makes its key with one round of MD5: write it as openssh or pkcs8"
      ]
    ),
    (
      "pem/rsa_pkcs1_des-cbc",
      [
        "traditional PEM encryption makes its key with one round of MD5: write it as openssh or pkcs8",
        "DES has keys of 56 bits, which can be tried out: write it anew",
      ]
    ),
    ("pem/rsa_pkcs8_encrypted", ["2048 iterations of PBKDF2 is little: write it anew"]),
    ("pem/rsa_pkcs8_scrypt", []),
    (
      "pem/ecdsa256_pkcs8_PBE-SHA1-RC4-40",
      [
        "2048 iterations of pkcs12-sha1, a derivation of the nineties: write it anew as pkcs8",
        "a key of 40 bits can be tried out: write it anew",
      ]
    ),
    (
      "pem/ecdsa256_pkcs8_PBE-MD5-RC2-64",
      [
        "2048 iterations of pbkdf1-md5, a derivation of the nineties: write it anew as pkcs8",
        "a key of 64 bits can be tried out: write it anew",
      ]
    ),
    (
      "ppk/rsa_v2_encrypted",
      ["PPK version 2 makes its key with one round of SHA-1: write it as ppk3"]
    ),
    ("ppk/rsa_v2_plain", []),
  ])
  func `are given of what is lawful but weak`(path: String, warnings: [String]) throws {
    #expect(try KeyFixture(path: path).read().privateKey().warnings == warnings)
  }

  @Test(arguments: [
    (Argon2Parameters(memory: 8192, passes: 21), [String]()),
    (
      Argon2Parameters(memory: 64, passes: 1),
      ["Argon2 over 64 KiB in 1 pass is little: write it anew"]
    ),
    (
      Argon2Parameters(memory: 1024, passes: 2),
      ["Argon2 over 1024 KiB in 2 passes is little: write it anew"]
    ),
  ])
  func `are given of Argon2 that costs little`(
    parameters: Argon2Parameters, warnings: [String]
  ) throws {
    let key = try PrivateKey.generate(.ed25519)
    let options = EncodingOptions(passphrase: Passphrase(utf8: "x"), argon2: parameters)
    let encoded = try KeyFile.read(key.encoded(as: .ppk3, options: options)).privateKey()
    #expect(encoded.warnings == warnings)
  }

  @Test func `are not given of what is written with the defaults`() throws {
    let key = try PrivateKey.generate(.ed25519)
    for format in [PrivateKeyFormat.openssh, .pkcs8, .ppk3] {
      let options = EncodingOptions(passphrase: Passphrase(utf8: "x"))
      let encoded = try KeyFile.read(key.encoded(as: format, options: options)).privateKey()
      #expect(encoded.warnings == [], "\(format)")
    }
  }
}
