extension Contests {
  /// RSA keys, one a run: the search for primes is a matter of luck, so it takes many.
  func generation() throws(BenchmarkError) -> [Contest] {
    [rsa(bits: 2048, pairs: pairs), rsa(bits: 4096, pairs: max(1, pairs / 4))]
  }

  private func rsa(bits: Int, pairs: Int) -> Contest {
    let ours = scratch.path("ours")
    let theirs = scratch.path("theirs")
    return Contest(
      title: "one RSA-\(bits) pair: user CPU over \(pairs) pairs", measure: .userMean,
      rounds: pairs, isSimultaneous: true,
      latchkey: Program(
        latchkey, "generate", "ours", "--type", "rsa", "--bits", "\(bits)", "--format", "pkcs8",
        "--output-dir", scratch.path,
        creates: [ours + ".pem", ours + ".pub"]),
      peer: Program(
        "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(bits)",
        "-out", theirs + ".pem",
        creates: [theirs + ".pem"]),
      target: 1.05)
  }
}
