import TestSupport
import Testing

/// Key pairs made by `ssh-keygen`, the peer, so that the door is tried with keys that are not ours.
struct TestKeys {
  private let folder: TemporaryFolder

  /// Makes `ed25519`, `rsa` and `stranger`.
  init() throws {
    folder = try TemporaryFolder()
    let program = try #require(Tool(named: "ssh-keygen"))
    for (name, type) in [("ed25519", "ed25519"), ("rsa", "rsa"), ("stranger", "ed25519")] {
      let bits = type == "rsa" ? ["-b", "2048"] : []
      let outcome = try program.run(
        ["-q", "-t", type, "-N", "", "-C", name, "-f", folder.path(name)] + bits)
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
  }

  /// The private key's file.
  func path(_ name: String) -> String { folder.path(name) }

  /// The public key, as a metadata service gives it.
  func pair(_ name: String) throws -> (name: String, text: String) {
    (name, String(decoding: try folder.read("\(name).pub"), as: UTF8.self))
  }
}
