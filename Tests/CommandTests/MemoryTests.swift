import Foundation
import TestSupport
import Testing

/// The memory image of whole commands, taken with gdb at their last system call: libcrypto's
/// copies, the loader's and the stack's are in it as well as ours.
///
/// Root alone may look: to everybody else `latchkey` does not show its memory.
@Suite(
  .enabled(
    if: geteuid() == 0 && Tool.isAvailable("gdb") && Python.isAvailable,
    "needs root, gdb and python's cryptography"))
struct `At the end of a command no memory` {
  private static let passphrase = "correct horse battery staple"
  private static let newPassphrase = "another secret that is long"
  private let folder: TemporaryFolder
  private let latchkey = Tool.built("latchkey")

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array("\(Self.passphrase)\n".utf8), to: "old")
    try folder.write(Array("\(Self.newPassphrase)\n".utf8), to: "new")
    try generate(["ed25519", "--new-passphrase-file", "old", "--rounds", "1"])
    try generate([
      "rsa", "--type", "rsa", "--bits", "2048", "--new-passphrase-file", "old", "--rounds", "1",
    ])
    try generate(["plain", "--type", "rsa", "--bits", "2048"])
  }

  private func generate(_ arguments: [String]) throws {
    let made = try latchkey.run(["generate", "--quiet"] + arguments, in: folder.path)
    try #require(made.status == 0, "\(made.errorText)")
  }

  /// Runs a command and names what of a key, and which of the given words, is in its memory at the
  /// end.
  private func found(after arguments: [String], key: String, words: [String]) throws -> [String] {
    let gdb = try #require(Tool(named: "gdb"))
    let debugged = try gdb.run(
      [
        "-batch", "-nx", "--readnever", "-ex", "set confirm off", "-ex",
        "catch syscall exit_group", "-ex", "run", "-ex", "gcore core", "--args", latchkey.path,
      ] + arguments,
      // A release is linked with all its symbols bound; see the Makefile.
      environment: ["LD_BIND_NOW": "1"], in: folder.path)
    let python = try #require(Python.tool)
    let search = try python.run(
      ["-c", Self.search, "core", key, Self.passphrase] + words, in: folder.path)
    #expect(search.status == 0, "\(search.errorText) \(debugged.text) \(debugged.errorText)")
    return search.text.split(separator: "\n").map(String.init)
  }

  /// Looks for sixteen bytes from the middle of each private number, in the PT_LOAD segments of the
  /// core image: not in its notes, which hold the registers, and what was copied last is still in
  /// one.
  private static let search = """
    import struct, sys
    from cryptography.hazmat.primitives import serialization as s
    core, key, passphrase, *words = sys.argv[1:]
    image = open(core, "rb").read()
    start, = struct.unpack_from("<Q", image, 32)
    count, = struct.unpack_from("<H", image, 56)
    headers = [struct.unpack_from("<IIQQQQQQ", image, start + 56 * i) for i in range(count)]
    memory = b"".join(image[h[2]:h[2] + h[5]] for h in headers if h[0] == 1)
    assert len(memory) > 1 << 20, "no memory image"
    data = open(key, "rb").read()
    try: key = s.load_ssh_private_key(data, passphrase.encode())
    except (TypeError, ValueError): key = s.load_ssh_private_key(data, None)
    wanted = {word: word.encode() for word in words}
    if hasattr(key, "private_numbers"):
        numbers = key.private_numbers()
        for name in "d p q iqmp dmp1 dmq1".split():
            number = getattr(numbers, name)
            number = number.to_bytes((number.bit_length() + 7) // 8, "big")
            wanted[name] = number[8:24]
            wanted[name + ", reversed"] = number[::-1][8:24]
    else:
        wanted["seed"] = key.private_bytes(s.Encoding.Raw, s.PrivateFormat.Raw, s.NoEncryption())[8:24]
    for name, piece in wanted.items():
        if piece in memory: print(name)
    """

  @Test(arguments: [
    "convert ed25519 --to ppk --passphrase-file old --new-passphrase-file new",
    "convert ed25519 --to openssh -o out --passphrase-file old --no-passphrase",
    "convert rsa --to pkcs8 --passphrase-file old --new-passphrase-file new",
    "convert rsa --to pem --passphrase-file old --no-passphrase",
    "convert plain --to ppk2 --new-passphrase-file new",
    "convert plain --to ppk -o -",
    "inspect ed25519 --passphrase-file old",
    "inspect rsa --passphrase-file old --json",
    "inspect plain",
    "match rsa rsa.pub --passphrase-file old",
    "check -i ed25519 --passphrase-file old nobody@127.0.0.1:1",
  ])
  func `holds a private number or a passphrase`(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let key = try #require(words.first { ["ed25519", "rsa", "plain"].contains($0) })
    let found = try found(
      after: words, key: key, words: [Self.passphrase, Self.newPassphrase, words[0]])
    // The control: the verb, which is no secret, is found in the same image.
    #expect(found == [words[0]])
  }

  @Test(arguments: [["made"], ["made", "--type", "rsa", "--bits", "2048"]])
  func `holds a number of the key that it made`(arguments: [String]) throws {
    let found = try found(after: ["generate"] + arguments, key: "made", words: ["generate"])
    #expect(found == ["generate"])
  }
}

/// Whether this machine writes core dumps at all, as a shell tells of a program that was aborted.
private func dumpsCore(_ command: String) throws -> Bool {
  let folder = try TemporaryFolder()
  let bash = try #require(Tool(named: "bash"))
  let script = """
    ulimit -c unlimited
    \(command) < <(sleep 2) & sleep 0.5; kill -ABRT $!; wait $!
    """
  let outcome = try bash.run(["-c", script], in: folder.path)
  try #require(outcome.errorText.contains("Aborted"), "\(outcome.errorText)")
  return outcome.errorText.contains("core dumped")
}

@Suite(.enabled(if: (try? dumpsCore("cat")) == true, "no core dumps here"))
struct `A command that is killed` {
  @Test func `leaves no core dump`() throws {
    #expect(try !dumpsCore("\(Tool.built("latchkey").path) inspect -"))
  }
}
