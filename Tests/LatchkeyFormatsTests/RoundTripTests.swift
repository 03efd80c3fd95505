import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

/// From every format to every other one, and to itself.
@Suite struct `Keys that go from format to format` {
  /// UTF-8, Latin-1 with a blank at the end, none, and one that is longer than a line.
  static let comments = [
    KeyComment("Müller @ 東京"), KeyComment([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x20]), "",
    KeyComment(String(repeating: "a comment: longer than a line, ", count: 9)),
  ]

  @Test func `go every way there is`() {
    let ways = Encoding.all.map { from in Self.targets(of: from).count }.reduce(0, +)
    // Two formats times two for most, and PKCS#1 or SEC1 besides, plain alone.
    #expect(ways == 4 * 11 * 11 + 3 * 10 * 10)
  }

  static func targets(of source: Encoding) -> [Encoding] {
    Encoding.all.filter { $0.kind == source.kind }
  }

  @Test(arguments: Encoding.all)
  func `keep their key, and their comment where both formats hold one`(from: Encoding) throws {
    let made = try from.key()
    for comment in Self.comments {
      var key = made
      key.comment = comment
      let first = try back(key, through: from)
      // PKCS#1, SEC1 and PKCS#8 have no place for a comment: there it ends.
      #expect(first.comment == (from.keepsComment ? comment : ""))
      // What locks a file does not look at the comment: one of them goes through every lock.
      for target in Self.targets(of: from)
      where !target.isEncrypted || comment == Self.comments[0] {
        let second = try back(first, through: target)
        #expect(second.publicKey == made.publicKey, "to \(target)")
        let isKept = from.keepsComment && target.keepsComment
        #expect(second.comment == (isKept ? comment : ""), "to \(target)")
      }
    }
  }

  @Test(arguments: Encoding.all)
  func `still sign for the public half that they had`(from: Encoding) throws {
    let key = try from.key()
    let data = Array("to be signed".utf8)
    for algorithm in SignatureAlgorithm.allCases {
      guard let signature = try? key.signature(over: data, algorithm: algorithm) else { continue }
      #expect(key.publicKey.verify(signature, of: data))
      let again = try back(key, through: from).signature(over: data, algorithm: algorithm)
      #expect(key.publicKey.verify(again, of: data), "\(algorithm)")
    }
  }

  /// The key as it is read from the file that it is written into.
  private func back(_ key: PrivateKey, through encoding: Encoding) throws -> PrivateKey {
    let file = try key.encoded(as: encoding.format, options: encoding.options)
    let locked = try KeyFile.read(file).privateKey()
    #expect(locked.format == encoding.expectedFormat)
    #expect((locked.encryption != nil) == encoding.isEncrypted)
    return try locked.decrypt(passphrase: Passphrase(utf8: "pass phrase"))
  }

  @Test(arguments: ["ed25519", "rsa", "ecdsa256", "ecdsa384", "ecdsa521", "dsa", "ed448"])
  func `keep the public half, and its comment where both formats hold one`(name: String) throws {
    let key = try KeyFixture(path: "public/\(name).pub").publicKey()
    let formats = PublicKeyFormat.allCases.filter { $0 != .pkcs1Public || name == "rsa" }
    let holdComments: [PublicKeyFormat] = [.authorizedKeys, .rfc4716]
    // A blank at the end of a line belongs to no comment.
    for comment in Self.comments.map({
      $0.bytes.last == 0x20 ? KeyComment($0.bytes.dropLast()) : $0
    }) {
      for from in formats {
        let first = try publicKey(key, comment, as: from)
        for target in formats {
          let second = try publicKey(first.publicKey, first.comment, as: target)
          #expect(second.publicKey == key, "\(from) to \(target)")
          let isKept = holdComments.contains(from) && holdComments.contains(target)
          #expect(second.comment == (isKept ? comment : ""), "\(from) to \(target)")
        }
      }
    }
  }

  private func publicKey(
    _ key: PublicKey, _ comment: KeyComment, as format: PublicKeyFormat
  ) throws -> EncodedPublicKey {
    let text = try key.encoded(as: format, comment: comment)
    if format == .rfc4716 {
      #expect(text.split(separator: 0x0A).allSatisfy { $0.count <= 72 })
    }
    let file = try KeyFile.read(text)
    guard case .publicKey(let read) = file.entries.first, file.entries.count == 1 else {
      throw FormatError(.unknownFormat, "not one public key")
    }
    #expect(read.format.rawValue == format.rawValue)
    return read
  }
}
