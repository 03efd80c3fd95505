internal import LatchkeyFormats
package import LatchkeyKeys

/// What has to hold of a public key that was read.
package enum PublicKeyProperties {
  /// - Parameter seed: decides which of the formats it is written in.
  package static func check(_ key: PublicKey, comment: KeyComment, seed: Int) {
    do {
      expect(try PublicKey(blob: key.blob) == key, "the SSH form is the key")
      for kind: Fingerprint.Kind in [.sha256, .md5, .ec2Imported] {
        guard let fingerprint = try key.fingerprint(kind) else { continue }
        let spelling = FingerprintSpelling(fingerprint.text)
        expect(spelling?.matches(fingerprint) == true, "a fingerprint is its own spelling")
      }
    } catch {
      fail("the SSH form of a key cannot be read: \(error)")
    }
    let target = PublicKeyFormat.allCases[seed % PublicKeyFormat.allCases.count]
    let file: [UInt8]
    do {
      file = try key.encoded(as: target, comment: comment)
    } catch {
      expect(error.code == .cannotEncode, "\(target): \(error)")
      expect(mayRefuse(target, key, comment), "\(target) refuses a \(key.algorithm) key")
      ErrorProperties.check(error)
      return
    }
    do {
      let entries = try KeyFile.read(file).entries
      guard entries.count == 1, case .publicKey(let back) = entries[0] else {
        fail("\(target): no public key comes back")
      }
      expect(back.publicKey == key, "\(target): another key comes back")
      expect(
        back.comment == self.comment(comment, in: target),
        "\(target): the comment \(comment.bytes) comes back as \(back.comment.bytes)")
      expect(back.options.isEmpty, "\(target): options come back")
    } catch {
      fail("\(target): what was written cannot be read: \(error)")
    }
  }

  private static func mayRefuse(
    _ format: PublicKeyFormat, _ key: PublicKey, _ comment: KeyComment
  ) -> Bool {
    let hasLineBreak = comment.bytes.contains { $0 == 0x0A || $0 == 0x0D }
    switch format {
    case .authorizedKeys: return hasLineBreak
    case .rfc4716: return hasLineBreak || comment.bytes.count > 1022
    case .spki: return [.securityKeyEd25519, .securityKeyECDSA].contains(key.algorithm)
    case .pkcs1Public: return key.algorithm != .rsa
    }
  }

  /// Blanks before the comment of a line separate it, and cannot belong to it.
  private static func comment(_ comment: KeyComment, in format: PublicKeyFormat) -> KeyComment {
    switch format {
    case .authorizedKeys: KeyComment(comment.bytes.drop { $0 == 0x20 || $0 == 0x09 })
    case .rfc4716: comment
    case .spki, .pkcs1Public: ""
    }
  }
}
