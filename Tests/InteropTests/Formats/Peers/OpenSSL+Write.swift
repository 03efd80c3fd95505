import Foundation
import TestSupport

extension OpenSSL {
  private static let plain = [
    "pkcs8 -topk8 -nocrypt", "pkcs8 -topk8 -nocrypt -outform DER", "pkey -traditional",
    "pkey -traditional -outform DER", "pkey -pubout", "pkey -pubout -outform DER",
    "rsa -RSAPublicKey_out",
  ]

  private static let usual = ["pkcs8 -topk8", "pkey -traditional -aes-256-cbc"]

  /// Its default, the ciphers and the pseudo-random functions of PBES2, and the older schemes.
  private static let locked: [String] = {
    var styles = ["", "-scrypt"]
    for cipher in [
      "aes-128-cbc", "aes-192-cbc", "des3", "des-cbc", "camellia-256-cbc", "aria-256-cbc",
      "bf-cbc", "rc2-cbc", "seed-cbc",
    ] { styles.append("-iter 1000 -v2 \(cipher)") }
    for hash in ["MD5", "SHA1", "SHA224", "SHA384", "SHA512", "SHA512-256"] {
      styles.append("-iter 1000 -v2prf hmacWith\(hash)")
    }
    for scheme in [
      "PBE-MD5-DES", "PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-SHA1-RC4-128", "PBE-SHA1-RC2-40",
    ] { styles.append("-v1 \(scheme)") }
    let traditional = [
      "aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des-ede3-cbc", "des-cbc",
      "camellia-256-cbc", "aria-256-cbc", "bf-cbc", "cast5-cbc", "seed-cbc", "rc2-cbc",
      "aes-256-cfb",
    ]
    return styles.map { "pkcs8 -topk8 \($0)" } + traditional.map { "pkey -traditional -\($0)" }
  }()

  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile] {
    let lock = [
      "-provider", "default", "-provider", "legacy", "-passout", "pass:\(MatrixKey.passphrase)",
    ]
    let locked = source.isThorough ? Self.locked : Self.usual
    return try [(Self.plain, []), (locked, lock)].flatMap { styles, lock in
      try styles.compactMap { style in
        let words = style.split(separator: " ").map(String.init)
        guard let file = try printed(tool, words + ["-in", source.pkcs8] + lock) else {
          return nil
        }
        return PeerFile(
          kind: source.kind, variant: style, isEncrypted: !lock.isEmpty, file: Data(file))
      }
    }
  }
}
