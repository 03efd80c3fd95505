import Foundation
import LatchkeyFormats
import TestSupport

extension ScriptedPeer {
  private static func python(_ module: String) -> @Sendable () -> (Tool, [String])? {
    let script = PackageFolder.path("Tests/InteropTests/Peers/peer.py")
    return { Python.tool.map { ($0, [script, module]) } }
  }

  static let cryptography = ScriptedPeer(
    name: "cryptography", knownVersion: "50.0", command: python("with_cryptography"),
    refusals: [
      .forms("reads no PuTTY keys", \.isPuTTY),
      .forms("reads no RFC 4716") { $0 == .publicHalf(.rfc4716) },
      Refusal("has no Ed448 in SSH's own forms") {
        $1 == .ed448 && ($0.isOpenSSH($1) || $0 == .publicHalf(.authorizedKeys))
      },
    ])

  static let asyncssh = ScriptedPeer(
    name: "asyncssh", knownVersion: "2.24", command: python("with_asyncssh"), keepsComment: true,
    refusals: [.forms("reads no PuTTY keys", \.isPuTTY)])

  static let paramiko = ScriptedPeer(
    name: "paramiko", knownVersion: "5.1", command: python("with_paramiko"),
    refusals: [
      .forms("reads no PuTTY keys", \.isPuTTY),
      .forms("reads no PKCS#8") { $0 == .plain(.pkcs8) || $0 == .locked(.pkcs8) },
      .forms("reads no public keys but SSH's lines") {
        $0.isPublic && $0 != .publicHalf(.authorizedKeys)
      },
      .keys("has no DSA", .dsa), .keys("has no Ed448", .ed448),
    ])

  static let libssh = ScriptedPeer(
    name: "libssh", knownVersion: "0.10",
    command: {
      let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
      let isThere = folders.contains {
        FileManager.default.fileExists(atPath: "/usr/lib/\($0)/libssh.so.4")
      }
      return isThere ? python("with_libssh")() : nil
    },
    refusals: [
      .forms("reads no PuTTY keys", \.isPuTTY),
      .forms("reads no public keys but SSH's lines") {
        $0.isPublic && $0 != .publicHalf(.authorizedKeys)
      },
      .keys("has no Ed448", .ed448),
      Refusal("loads Ed25519 from PKCS#8, but cannot use it") {
        $1 == .ed25519 && ($0 == .plain(.pkcs8) || $0 == .locked(.pkcs8))
      },
    ])

  /// Built by `scripts/setup.sh test`.
  static let go = ScriptedPeer(
    name: "Go x/crypto", knownVersion: "0.4",
    command: {
      let path = PackageFolder.path(".build-go/peer")
      let isThere = FileManager.default.isExecutableFile(atPath: path)
      return isThere ? (Tool(path: path), []) : nil
    },
    // A library in Debian's folder of sources does not know its own version: `1:0.4.0-1`.
    askedVersion: {
      let query = try Tool(named: "dpkg-query")?
        .run(["--show", "--showformat=${Version}", "golang-golang-x-crypto-dev"])
      return query?.text.split(separator: ":").last?.split(separator: "-").first.map(String.init)
    },
    refusals: [
      .forms("reads no PuTTY keys", \.isPuTTY),
      .forms("reads no RFC 4716") { $0 == .publicHalf(.rfc4716) },
      .forms("reads no encrypted PKCS#8") { $0 == .locked(.pkcs8) },
      .keys("has no Ed448", .ed448),
      Refusal("reads DSA in OpenSSL's PEM alone") { $1 == .dsa && !$0.isPublic },
    ])
}
