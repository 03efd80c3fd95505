import Foundation
import LatchkeyFormats
import TestSupport

/// Dropbear's dropbearconvert, between OpenSSH's files and its own.
struct Dropbear: CommandPeer {
  let name = "dropbear"
  let program = "dropbearconvert"
  let knownVersion = "2022.83"

  let refusals: [Refusal] = [
    .forms("reads no PuTTY keys", \.isPuTTY),
    .forms("its tools read no files of public keys", \.isPublic),
    .forms("reads no encrypted keys", \.isEncrypted),
    .forms("reads no PKCS#8") { $0 == .plain(.pkcs8) },
    Refusal("reads DSA in OpenSSL's PEM alone") { $1 == .dsa && $0.isOpenSSH($1) },
    .keys("has no Ed448", .ed448),
  ]

  func version() throws -> String {
    // `Dropbear v2022.83`
    let text = try Tool(named: "dropbear")?.run(["-V"])
    return ((text?.text ?? "") + (text?.errorText ?? "")).split(separator: "v").last?
      .split(separator: "\n").first.map(String.init) ?? ""
  }

  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer {
    let outcome = try tool.run(["openssh", "dropbear", file.path, out])
    guard outcome.status == 0 else { return .refused(outcome.errorText) }
    guard let line = try publicLine(out) else { return .refused("printed no public key") }
    return try .loaded(printed: Array(line.utf8))
  }

  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile] {
    let (own, out) = (folder.path("own"), folder.path("out"))
    for path in [own, out] { try? FileManager.default.removeItem(atPath: path) }
    // It reads DSA keys in OpenSSL's PEM, and no PKCS#8.
    let file = source.kind == .dsa ? try traditional(source, in: folder) : source.openssh
    guard try printed(tool, ["openssh", "dropbear", file, own]) != nil,
      try printed(tool, ["dropbear", "openssh", own, out]) != nil,
      let line = try publicLine(own)
    else { return [] }
    return [Data(try folder.read("out")), Data(line.utf8)].map {
      PeerFile(kind: source.kind, variant: "dropbear openssh", isEncrypted: false, file: $0)
    }
  }

  private func traditional(_ source: PeerSource, in folder: TemporaryFolder) throws -> String {
    let pem = try Tool(named: "openssl")?.run(["pkey", "-traditional", "-in", source.pkcs8])
    return try folder.write(pem?.output ?? [], to: "traditional")
  }

  /// The line of the public half among what dropbearkey says of a file in Dropbear's own format.
  private func publicLine(_ path: String) throws -> String? {
    let text = try Tool(named: "dropbearkey")?.run(["-y", "-f", path]).text ?? ""
    return text.split(separator: "\n").first {
      $0.hasPrefix("ssh-") || $0.hasPrefix("ecdsa-")
    }.map { "\($0)\n" }
  }
}
