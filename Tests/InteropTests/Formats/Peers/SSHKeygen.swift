import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport

/// OpenSSH's ssh-keygen.
struct SSHKeygen: CommandPeer {
  let name = "ssh-keygen"
  let program = "ssh-keygen"
  let knownVersion = "9.2"

  let refusals: [Refusal] = [
    .forms("reads no PuTTY keys", \.isPuTTY),
    .keys("has no Ed448", .ed448),
    Refusal("knows Ed25519 in its own forms alone (since OpenSSH 9.6 it reads PKCS#8)") {
      $1 == .ed25519 && [.plain(.pkcs8), .locked(.pkcs8), .publicHalf(.spki)].contains($0)
    },
  ]

  func version() throws -> String {
    // ssh tells it; ssh-keygen has no option for that. `OpenSSH_9.2p1 Debian-2+deb12u7, …`
    let text = try Tool(named: "ssh")?.run(["-V"]).errorText ?? ""
    return text.drop { $0 != "_" }.dropFirst().prefix { $0 != " " && $0 != "," }.description
  }

  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer {
    switch file.form {
    case .publicHalf(.authorizedKeys): return try readLine(file.path, tool)
    case .publicHalf(.rfc4716): return try answer(tool, ["-i", "-f", file.path])
    case .publicHalf(.spki): return try answer(tool, ["-i", "-m", "PKCS8", "-f", file.path])
    case .publicHalf(.pkcs1Public): return try answer(tool, ["-i", "-m", "PEM", "-f", file.path])
    default:
      let holdsComment = file.form.holdsComment(file.key)
      return try answer(tool, ["-y", "-P", MatrixKey.passphrase, "-f", file.path]) {
        holdsComment ? $0.comment : nil
      }
    }
  }

  /// It exports the key without the comment, and lists the comment without the key:
  /// `256 SHA256:… who and where (ED25519)`.
  private func readLine(_ path: String, _ tool: Tool) throws -> PeerAnswer {
    let listed = try tool.run(["-l", "-f", path]).text
    let words = listed.split(separator: " ", maxSplits: 2)
    guard words.count == 3, let end = words[2].range(of: " (", options: .backwards) else {
      return .refused("lists \(listed)")
    }
    let comment = KeyComment(String(words[2][..<end.lowerBound]))
    return try answer(tool, ["-e", "-f", path]) { _ in comment }
  }

  static let ciphers = [
    "3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr",
    "aes256-ctr", "aes128-gcm@openssh.com", "aes256-gcm@openssh.com",
    "chacha20-poly1305@openssh.com",
  ]

  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile] {
    var files: [PeerFile] = []
    let ciphers = source.isThorough ? Self.ciphers : []
    let styles = ciphers.map { ["RFC4716", "-Z", $0] } + [["RFC4716"], ["PEM"], ["PKCS8"]]
    for style in styles {
      for passphrase in style.count == 1 ? ["", MatrixKey.passphrase] : [MatrixKey.passphrase] {
        let copy = try folder.write(
          Data(contentsOf: URL(fileURLWithPath: source.openssh)), to: "copy")
        let arguments = ["-q", "-p", "-a", "1", "-P", "", "-N", passphrase, "-f", copy, "-m"]
        guard try printed(tool, arguments + style) != nil else { continue }
        files.append(
          PeerFile(
            kind: source.kind, variant: "-m " + style.joined(separator: " "),
            isEncrypted: passphrase != "", file: Data(try folder.read("copy")), keepsComment: true))
      }
    }
    // Of a public key, -e makes the comment up.
    for (arguments, keepsComment) in [
      (["-y"], true), (["-e"], false), (["-e", "-m", "PKCS8"], false),
      (["-e", "-m", "PEM"], false),
    ] {
      guard let file = try printed(tool, arguments + ["-f", source.openssh]) else { continue }
      files.append(
        PeerFile(
          kind: source.kind, variant: arguments.joined(separator: " "), isEncrypted: false,
          file: Data(file), keepsComment: keepsComment))
    }
    return files
  }
}
