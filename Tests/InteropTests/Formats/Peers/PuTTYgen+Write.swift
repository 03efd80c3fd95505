import Foundation
import TestSupport

extension PuTTYgen {
  /// Its own formats, each under what it costs. Plain keys hold nothing of that.
  private static let plain = [
    "private --ppk-param version=2", "private --ppk-param version=3", "private-openssh",
    "private-openssh-new", "private-sshcom",
  ]
  private static let locked = [
    "private --ppk-param version=2",
    "private --ppk-param version=3,kdf=argon2id,memory=1024,passes=2",
    "private --ppk-param version=3,kdf=argon2i,memory=1024,passes=3",
    "private --ppk-param version=3,kdf=argon2d,memory=512,passes=2",
    "private --ppk-param version=3,memory=1024,passes=1,parallelism=2", "private-openssh",
    "private-openssh-new", "private-sshcom",
  ]
  private static let publicHalves = ["public", "public-openssh"]

  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile] {
    let (out, own) = (folder.path("out"), folder.path("own"))
    let passphrase = try Self.passphraseFile(out)
    // From its own format, since it refuses to write what it was given.
    let toOwn = [source.openssh, "-o", own, "-O", "private", "--new-passphrase", "/dev/null"]
    guard try printed(tool, toOwn) != nil else { return [] }
    var files: [PeerFile] = []
    for (styles, lock) in [
      (Self.plain, "/dev/null"), (Self.locked, passphrase), (Self.publicHalves, nil),
    ] {
      for style in styles {
        let input = style.hasPrefix("private ") ? source.openssh : own
        let words = style.split(separator: " ").map(String.init)
        let locking = lock.map { ["--new-passphrase", $0] } ?? []
        guard try printed(tool, [input, "-o", out, "-O"] + words + locking) != nil else { continue }
        files.append(
          PeerFile(
            kind: source.kind, variant: style, isEncrypted: lock == passphrase,
            file: Data(try folder.read("out")), keepsComment: true))
      }
    }
    return files
  }
}
