import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport

/// PuTTY's puttygen.
struct PuTTYgen: CommandPeer {
  let name = "puttygen"
  let program = "puttygen"
  let knownVersion = "0.78"

  let refusals: [Refusal] = [
    .forms("knows neither PKCS#8 nor OpenSSL's public keys") {
      let foreign: [WrittenForm] = [
        .plain(.pkcs8), .locked(.pkcs8), .publicHalf(.spki), .publicHalf(.pkcs1Public),
      ]
      return foreign.contains($0)
    }
  ]

  func version() throws -> String {
    // `puttygen: Release 0.78`
    let text = try tool().run(["--version"]).text
    return text.split(separator: "\n").first?.split(separator: " ").last.map(String.init) ?? ""
  }

  /// It loads the private half to write it in the other family's format; the public half alone in
  /// the other public format.
  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer {
    let target =
      switch file.form {
      case .publicHalf(.authorizedKeys): "public"
      case .publicHalf: "public-openssh"
      default: file.form.isPuTTY ? "private-openssh-new" : "private"
      }
    var arguments = [file.path, "-O", target, "-o", out]
    if !file.form.isPublic { arguments += ["--new-passphrase", "/dev/null"] }
    if file.form.isEncrypted { arguments += ["--old-passphrase", try Self.passphraseFile(out)] }
    let outcome = try tool.run(arguments, timeout: 20)
    guard outcome.status == 0 else { return .refused(outcome.errorText) }
    let written = try KeyFile.read(Data(contentsOf: URL(fileURLWithPath: out)))
    // PEM has no comment, so it makes one up.
    let holdsComment = file.form.holdsComment(file.key)
    switch written.entries.first {
    case .publicKey(let key):
      return .loaded(key.publicKey, comment: holdsComment ? key.comment : nil)
    case .privateKey(let locked):
      let key = try locked.decrypt()
      return .loaded(key.publicKey, comment: holdsComment ? key.comment : nil)
    default: return .refused("wrote no key")
    }
  }

  /// The passphrase in a file beside `path`.
  static func passphraseFile(_ path: String) throws -> String {
    try Data("\(MatrixKey.passphrase)\n".utf8).write(to: URL(fileURLWithPath: path + ".phrase"))
    return path + ".phrase"
  }
}
