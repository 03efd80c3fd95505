import Foundation
import LatchkeyFormats
import TestSupport

/// The openssl program.
struct OpenSSL: CommandPeer {
  let name = "openssl"
  let program = "openssl"
  let knownVersion = "3.0"

  let refusals: [Refusal] = [
    .forms("reads no PuTTY keys", \.isPuTTY),
    Refusal("reads no openssh-key-v1") { $0.isOpenSSH($1) },
    .forms("reads no public keys in SSH's own forms") {
      $0 == .publicHalf(.authorizedKeys) || $0 == .publicHalf(.rfc4716)
    },
  ]

  func version() throws -> String {
    // `OpenSSL 3.0.19 27 Jan 2026 (…)`
    let words = try tool().run(["version"]).text.split(separator: " ")
    return words.count > 1 ? String(words[1]) : ""
  }

  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer {
    switch file.form {
    case .publicHalf(.pkcs1Public):
      return try answer(tool, ["rsa", "-RSAPublicKey_in", "-in", file.path, "-pubout"])
    case .publicHalf:
      return try answer(tool, ["pkey", "-pubin", "-in", file.path])
    default:
      let load = ["pkey", "-in", file.path, "-passin", "pass:\(MatrixKey.passphrase)"]
      let checked = try tool.run(load + ["-check", "-noout"])
      guard checked.status == 0, checked.text.contains("Key is valid") else {
        return .refused(checked.errorText)
      }
      return try answer(tool, load + ["-pubout"])
    }
  }
}
