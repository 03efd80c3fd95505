/// The rows of the table. A new row is a new contest here.
enum Contests {
  /// - Parameters:
  ///   - latchkey: the release executable.
  ///   - scratch: where keys are read from and written to.
  ///   - rounds: how often each side of a row of elapsed times runs.
  ///   - pairs: how many RSA keys each side makes.
  static func all(
    latchkey: String, scratch: Scratch, rounds: Int, pairs: Int
  ) throws(BenchmarkError) -> [Contest] {
    // What is converted: an RSA key in the PEM that EC2 hands out.
    let pem = scratch.path("ec2.pem")
    _ = try Program(
      latchkey, "generate", "ec2", "--type", "rsa", "--bits", "2048", "--format", "pem",
      "--output-dir", scratch.path
    ).run()
    let ours = scratch.path("ours")
    let theirs = scratch.path("theirs")

    return [
      Contest(
        title: "start-up: print the version", measure: .wall, rounds: rounds,
        latchkey: Program(latchkey, "--version"),
        peer: Program("ssh", "-V"),
        target: nil),
      Contest(
        title: "one ed25519 pair, to files", measure: .wall, rounds: rounds,
        latchkey: Program(
          latchkey, "generate", "ours", "--comment", "bench", "--output-dir", scratch.path,
          creates: [ours, ours + ".pub"]),
        peer: Program(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", theirs,
          creates: [theirs, theirs + ".pub"]),
        target: 1.0),
      Contest(
        title: "one RSA-2048 pair: user CPU over \(pairs) pairs", measure: .userMean,
        rounds: pairs,
        latchkey: Program(
          latchkey, "generate", "ours", "--type", "rsa", "--bits", "2048", "--format", "pkcs8",
          "--output-dir", scratch.path,
          creates: [ours + ".pem", ours + ".pub"]),
        peer: Program(
          "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048",
          "-out", theirs + ".pem",
          creates: [theirs + ".pem"]),
        target: nil),
      Contest(
        title: "one RSA-2048 PEM → PPK", measure: .wall, rounds: rounds,
        latchkey: Program(
          latchkey, "convert", pem, "--to", "ppk", "-o", ours + ".ppk",
          creates: [ours + ".ppk"]),
        peer: Program(
          "puttygen", pem, "-O", "private", "-o", theirs + ".ppk",
          creates: [theirs + ".ppk"]),
        target: 0.3),
    ]
  }
}
