extension Contests {
  static let readerVersion = "import cryptography; print(cryptography.__version__)"

  /// What python's cryptography is asked: as `inspect`, to check each key and name it.
  private static let reader = """
    import base64, hashlib, sys
    from cryptography.hazmat.primitives import serialization as s
    for path in sys.argv[1:]:
        with open(path, "rb") as file: key = s.load_ssh_private_key(file.read(), None)
        line = key.public_key().public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH)
        digest = hashlib.sha256(base64.b64decode(line.split()[1])).digest()
        print(path, line.decode(), "SHA256:" + base64.b64encode(digest).decode())
    """

  /// Thousands of plain key files in one process.
  func reading() throws(BenchmarkError) -> [Contest] {
    let count = 10_000
    try make("key", "--count", "\(count)")
    let paths = (1...count).map { "\(scratch.path("key"))-\($0)" }
    return [
      Contest(
        title: "read \(count) plain ed25519 key files in one process", measure: .wall,
        rounds: max(1, rounds / 10), keys: count,
        latchkey: Program([latchkey, "inspect", "--json"] + paths),
        peer: Program(
          ["/usr/bin/python3", "-c", Self.reader] + paths, name: "python3, cryptography"),
        target: nil)
    ]
  }
}
