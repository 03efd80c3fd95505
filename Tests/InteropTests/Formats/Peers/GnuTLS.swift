import Foundation
import LatchkeyFormats
import TestSupport

/// GnuTLS's certtool.
struct GnuTLS: CommandPeer {
  let name = "GnuTLS"
  let program = "certtool"
  let knownVersion = "3.7"

  let refusals: [Refusal] = [
    .forms("reads no PuTTY keys", \.isPuTTY),
    Refusal("reads no openssh-key-v1") { $0.isOpenSSH($1) },
    .forms("reads no public keys but SPKI") {
      $0.isPublic && $0 != .publicHalf(.spki)
    },
  ]

  func version() throws -> String {
    // `certtool 3.7.9`
    let text = try tool().run(["--version"]).text
    return text.split(separator: "\n").first?.split(separator: " ").last.map(String.init) ?? ""
  }

  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer {
    let load = file.form.isPublic ? "--load-pubkey" : "--load-privkey"
    var arguments = ["--pubkey-info", load, file.path]
    if file.form.isEncrypted { arguments += ["--password", MatrixKey.passphrase] }
    return try answer(tool, arguments)
  }

  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile] {
    let lock = ["--password", MatrixKey.passphrase]
    let others = ["3des", "3des-pkcs12", "aes-128", "aes-192", "rc2-40", "arcfour"]
    let ciphers = ["aes-256"] + (source.isThorough ? others : [])
    let styles =
      ciphers.map { ["--to-p8", "--pkcs-cipher", $0] + lock }
      + [
        ["--to-p8", "--password="], ["--key-info"], ["--key-info", "--outder"],
        ["--pubkey-info"], ["--pubkey-info", "--outder"],
      ]
    return try styles.compactMap { style in
      let input = style[0] == "--key-info" ? "--infile" : "--load-privkey"
      let arguments = style + [input, source.pkcs8, "--outfile", folder.path("out")]
      guard try printed(tool, arguments) != nil else { return nil }
      return PeerFile(
        kind: source.kind, variant: style.joined(separator: " "),
        isEncrypted: style.contains("--password"), file: Data(try folder.read("out")))
    }
  }
}
