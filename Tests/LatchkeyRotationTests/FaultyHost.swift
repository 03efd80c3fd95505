import Foundation
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyRotation
import LatchkeyVerifier
import TestSupport

/// A real sshd whose user's shell finds one of its tools broken at its n-th use, and two keys of which
/// the old one is let in.
final class FaultyHost: Sendable {
  /// What the broken tool does in place of its work.
  enum Effect: String, CaseIterable {
    /// Nothing, and fails.
    case fails = "exit 1"
    /// Kills the shell that called it.
    case killsShell = "kill -9 $PPID; exit 1"
    /// Does its work, and kills the shell before it can know.
    case worksAndKillsShell = "\"$real\" \"$@\"; kill -9 $PPID; exit 1"
    /// Kills the server's end of the connection.
    case cutsConnection = "kill -9 $(ps -o ppid= -p $PPID); sleep 0.1; exec \"$real\" \"$@\""
  }

  let server: OpenSSHServer
  let oldKey: Identity
  let newKey: Identity
  let original: String
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - tool: the broken one; nil: none is.
  ///   - use: at which of its uses it breaks, from 1.
  ///   - options: further lines of sshd_config.
  init(
    breaking tool: String? = nil, at use: Int = 1, _ effect: Effect = .fails,
    options: [String] = []
  ) throws {
    folder = try TemporaryFolder()
    oldKey = Identity(.privateKey(try PrivateKey.generate(.ed25519)), path: "old")
    newKey = Identity(.privateKey(try PrivateKey.generate(.ecdsa(.p256))), path: "new")
    let line = try Self.line(oldKey)
    original = "# mine\n\nno-pty \(line) me\n"
    var forced: [String] = []
    if let tool {
      let script = """
        #!/bin/sh
        real=$(PATH=/usr/bin:/bin command -v \(tool))
        echo >>'\(folder.path("uses"))'
        if [ "$(wc -l <'\(folder.path("uses"))')" -eq \(use) ]; then \(effect.rawValue); fi
        exec "$real" "$@"

        """
      // The counting itself must not use what is broken.
      try folder.write(script.replacing("$(wc", with: "$(/usr/bin/wc").utf8, to: tool)
      chmod(folder.path(tool), 0o755)
      forced = ["ForceCommand PATH=\(folder.path("")):/usr/bin:/bin exec sh"]
    }
    server = try OpenSSHServer(options: options + forced)
    try server.authorize([String(original.dropLast())])
  }

  static func line(_ key: Identity) throws -> String {
    String(decoding: try key.publicKey.encoded(as: .authorizedKeys).dropLast(), as: UTF8.self)
      .trimmingCharacters(in: .whitespaces)
  }

  /// What stands in the file.
  var content: String {
    (try? String(contentsOfFile: server.authorizedKeysPath, encoding: .utf8)) ?? ""
  }

  /// How often the broken tool was used.
  var uses: Int { (try? folder.read("uses").count) ?? 0 }

  /// The files beside authorized_keys that a rotation has left.
  var leftovers: [String] {
    let place = URL(fileURLWithPath: server.authorizedKeysPath).deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.filter { $0.contains("latchkey-") }
  }

  var target: AccessCheck {
    AccessCheck(
      host: "127.0.0.1", port: server.port, user: server.user, identities: [],
      hostKeyPolicy: .insecurelyIgnored)
  }

  /// - Parameter confirmationTime: long enough for any machine, unless the wait itself is looked at.
  func rotation(confirmationTime: Duration = .seconds(60)) throws -> Rotation {
    var rotation = try Rotation(
      of: oldKey, to: newKey, at: target, in: .authorizedKeys(path: server.authorizedKeysPath))
    rotation.confirmationTime = confirmationTime
    return rotation
  }

  /// Which of the two keys get in now.
  func keysThatGetIn() throws -> (old: Bool, new: Bool) {
    var verdicts: [Bool] = []
    for key in [oldKey, newKey] {
      var check = target
      check.identities = [key]
      verdicts.append(try AccessVerifier().verify([check])[0].verdict == .allowed)
    }
    return (verdicts[0], verdicts[1])
  }
}
