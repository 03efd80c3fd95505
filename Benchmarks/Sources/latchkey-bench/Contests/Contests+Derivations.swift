extension Contests {
  private static let passphrase = "a passphrase of some length"
  /// What PuTTY takes where it is not asked to take a tenth of a second.
  private static let argon2 = "memory=8192,passes=21,parallelism=1"

  /// Locked keys: nearly all of the work is the key derivation, at the same cost on both sides.
  func derivations() throws(BenchmarkError) -> [Contest] {
    let secret = scratch.path("passphrase")
    try scratch.write(Self.passphrase + "\n", to: "passphrase")
    try make("locked", "--new-passphrase-file", secret, "--rounds", "24")
    try make("relocked", "--new-passphrase-file", secret, "--rounds", "24")
    try make("plain", "--format", "ppk")
    try make(
      "locked", "--format", "ppk", "--new-passphrase-file", secret, "--argon2", Self.argon2)
    return bcrypt(secret) + argon2(secret)
  }

  private func bcrypt(_ secret: String) -> [Contest] {
    let locked = scratch.path("locked")
    let relocked = scratch.path("relocked")
    return [
      Contest(
        title: "unlock an OpenSSH key, bcrypt of 24 rounds: user CPU", measure: .userMean,
        rounds: max(2, rounds / 2),
        latchkey: Program(latchkey, "inspect", locked, "--passphrase-file", secret),
        peer: Program("ssh-keygen", "-y", "-P", Self.passphrase, "-f", locked),
        target: 1.05),
      Contest(
        title: "unlock it and lock it again: user CPU", measure: .userMean,
        rounds: max(2, rounds / 2),
        latchkey: Program(
          latchkey, "convert", locked, "--to", "openssh", "--force", "--rounds", "24",
          "--passphrase-file", secret, "--new-passphrase-file", secret),
        peer: Program(
          "ssh-keygen", "-q", "-p", "-P", Self.passphrase, "-N", Self.passphrase, "-a", "24", "-f",
          relocked),
        target: 1.05),
    ]
  }

  private func argon2(_ secret: String) -> [Contest] {
    let locked = scratch.path("locked.ppk")
    let ours = scratch.path("ours.ppk")
    let theirs = scratch.path("theirs.ppk")
    return [
      Contest(
        title: "unlock a PPK, Argon2id of 21 passes over 8 MiB: user CPU", measure: .userMean,
        rounds: max(2, rounds / 2),
        latchkey: Program(latchkey, "inspect", locked, "--passphrase-file", secret),
        peer: Program(
          "puttygen", locked, "--old-passphrase", secret, "-O", "private-openssh-new", "-o", theirs,
          "--new-passphrase", "/dev/null",
          creates: [theirs]),
        target: 1.05),
      Contest(
        title: "lock a PPK the same way: user CPU", measure: .userMean,
        rounds: max(2, rounds / 2),
        latchkey: Program(
          latchkey, "convert", scratch.path("plain.ppk"), "--to", "ppk", "-o", ours,
          "--new-passphrase-file", secret, "--argon2", Self.argon2,
          creates: [ours]),
        peer: Program(
          "puttygen", scratch.path("plain.ppk"), "-P", "-O", "private", "-o", theirs,
          "--new-passphrase", secret, "--ppk-param", "kdf=argon2id,\(Self.argon2)",
          creates: [theirs]),
        target: 1.05),
    ]
  }
}
