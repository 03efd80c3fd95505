/// The rows of the table. A new row is a new contest in one of the groups.
struct Contests {
  /// The release executable.
  let latchkey: String
  /// Where keys are read from and written to.
  let scratch: Scratch
  /// How often each side of a row of short elapsed times runs.
  let rounds: Int
  /// How many RSA-2048 keys each side makes.
  let pairs: Int

  /// The rows, by what they are about.
  ///
  /// - Returns: the groups in the table's order; each is called when its turn comes, and then makes
  ///   the files that it needs.
  var groups: [() throws(BenchmarkError) -> [Contest]] {
    [single, batches, derivations, generation, reading]
  }

  /// One small job: most of it is the program's start.
  private func single() throws(BenchmarkError) -> [Contest] {
    let pem = try pem()
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

  /// An RSA key in the PEM that EC2 hands out.
  private func pem() throws(BenchmarkError) -> String {
    try make("ec2", "--type", "rsa", "--bits", "2048", "--format", "pem")
    return scratch.path("ec2.pem")
  }

  /// Makes keys to work on, with latchkey.
  func make(_ arguments: String...) throws(BenchmarkError) {
    let options = ["--output-dir", scratch.path, "--quiet", "--force"]
    _ = try Program([latchkey, "generate"] + arguments + options).run()
  }
}
