import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// What we write, beside what a peer writes of the same key.
@Suite struct `The bytes that we write` {
  struct Cell: CustomTestStringConvertible, Sendable {
    let peer: any Peer
    let form: ReadForm
    var testDescription: String { "\(peer.name): \(form.title.filter { $0 != "`" })" }
  }

  /// Everything that is not random, or whose random part can be given.
  static let cells: [Cell] =
    [KeyFormat.ppk2, .ppk3].flatMap { format in
      [false, true].map {
        Cell(peer: PuTTYgen(), form: ReadForm(format: format, isEncrypted: $0))
      }
    }
    + [KeyFormat.pkcs1, .sec1, .pkcs8, .spki, .pkcs1Public].flatMap { format in
      [OpenSSL() as any Peer, SSHKeygen()].map {
        Cell(peer: $0, form: ReadForm(format: format, isEncrypted: false))
      }
    }
    + [PuTTYgen() as any Peer, SSHKeygen(), ScriptedPeer.asyncssh].map {
      Cell(peer: $0, form: ReadForm(format: .authorizedKeys, isEncrypted: false))
    }

  @Test(arguments: cells)
  func `are the peer's own`(cell: Cell) throws {
    let result = try MatrixRun.result(of: cell.peer)
    var compared: Set<MatrixKey> = []
    for (file, read) in result.written where try read.get().form == cell.form {
      let theirs = Array(file.file)
      // We write PEM, and no bare DER.
      guard theirs.first != 0x30 else { continue }
      #expect(try rewritten(theirs) == theirs, "\(file.kind), \(file.variant)")
      compared.insert(file.kind)
    }
    // ssh-keygen writes Edwards keys in none of these forms but the line.
    let unwritten: Set<MatrixKey> = cell.peer.name == "ssh-keygen" ? [.ed25519, .ed448] : []
    let isComplete = MatrixKey.allCases.filter(cell.form.holds)
      .allSatisfy { compared.contains($0) || unwritten.contains($0) }
    #expect(isComplete, "compared \(compared.map(\.rawValue).sorted())")
  }

  /// The key of a file, written as the file is: in its format, with its comment, its salt and its
  /// parameters.
  private func rewritten(_ file: [UInt8]) throws -> [UInt8] {
    switch try #require(KeyFile.read(file).entries.first) {
    case .publicKey(let key):
      let format = try #require(PublicKeyFormat(rawValue: key.format.rawValue))
      return try key.publicKey.encoded(as: format, comment: key.comment)
    case .privateKey(let locked):
      let format = try #require(PrivateKeyFormat(rawValue: locked.format.rawValue))
      var options = EncodingOptions()
      if let encryption = locked.encryption {
        options.passphrase = Passphrase(utf8: MatrixKey.passphrase)
        if case .argon2(let parameters) = encryption.derivation {
          options.argon2 = parameters
          options.salt = PuTTYSalt.find(in: file)
        }
      }
      let key = try locked.decrypt(passphrase: options.passphrase)
      return try key.encoded(as: format, options: options).publicBytes()
    case .certificate:
      Issue.record("a certificate, where the peer wrote a key")
      return []
    }
  }
}
