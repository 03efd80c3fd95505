import TestSupport

/// A program or library that reads and writes key files: a column of the matrix.
protocol Peer: Sendable {
  var name: String { get }
  /// The version, as major.minor, that `refusals` speaks of: Debian 12's, or the one that is pinned.
  var knownVersion: String { get }
  /// Whether it is installed. `LATCHKEY_REQUIRE_PEERS` is not looked at here.
  var isInstalled: Bool { get }
  /// What it does not read.
  var refusals: [Refusal] { get }

  /// The version that is installed, however long.
  func version() throws -> String
  /// Loads each file.
  func read(_ files: [WrittenFile]) throws -> [PeerAnswer]
  /// Writes a key in every form and under every encryption that it can.
  func write(_ sources: [PeerSource], in folder: TemporaryFolder) throws -> [PeerFile]
}

extension Peer {
  /// Why the peer does not read a file; `nil` where it should.
  func refusal(_ form: WrittenForm, _ key: MatrixKey) -> Refusal? {
    refusals.first { $0.covers(form, key) }
  }
}

/// Every peer, in the order of the tables.
let peers: [any Peer] = [
  SSHKeygen(), PuTTYgen(), OpenSSL(), Dropbear(), GnuTLS(), ScriptedPeer.libssh,
  ScriptedPeer.go, ScriptedPeer.cryptography, ScriptedPeer.asyncssh, ScriptedPeer.paramiko,
]
