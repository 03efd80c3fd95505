extension Contests {
  /// Many small jobs: one run of latchkey, and the peer as often as there are keys, two at a time.
  func batches() throws(BenchmarkError) -> [Contest] {
    [pairs(200), try conversions(100)]
  }

  private func pairs(_ count: Int) -> Contest {
    let (ours, theirs) = (scratch.path("ours"), scratch.path("theirs"))
    return Contest(
      title: "\(count) ed25519 pairs, to files", measure: .wall, rounds: max(1, rounds / 6),
      keys: count,
      latchkey: Program(
        latchkey, "generate", "ours", "--count", "\(count)", "--comment", "bench",
        "--output-dir", scratch.path,
        creates: (1...count).flatMap { ["\(ours)-\($0)", "\(ours)-\($0).pub"] }),
      peer: Program.each(
        of: count, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f",
        "\(theirs)-{}",
        creates: (1...count).flatMap { ["\(theirs)-\($0)", "\(theirs)-\($0).pub"] }),
      target: 0.05)
  }

  private func conversions(_ count: Int) throws(BenchmarkError) -> Contest {
    try make("pem", "--type", "rsa", "--bits", "2048", "--format", "pem", "--count", "\(count)")
    let (pem, theirs) = (scratch.path("pem"), scratch.path("theirs"))
    return Contest(
      title: "\(count) RSA-2048 PEM → PPK", measure: .wall, rounds: max(1, rounds / 6),
      keys: count,
      latchkey: Program(
        [latchkey, "convert"] + (1...count).map { "\(pem)-\($0).pem" } + ["--to", "ppk"],
        creates: (1...count).map { "\(pem)-\($0).ppk" }),
      peer: Program.each(
        of: count, "puttygen", "\(pem)-{}.pem", "-O", "private", "-o", "\(theirs)-{}.ppk",
        creates: (1...count).map { "\(theirs)-\($0).ppk" }),
      target: 0.05)
  }
}
