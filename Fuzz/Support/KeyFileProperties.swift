package import LatchkeyCrypto
internal import LatchkeyFormats
internal import LatchkeyKeys

/// What has to hold of every file, whatever is in it.
package enum KeyFileProperties {
  /// The passphrase of the fixtures, which the seeds come from.
  package static let passphrase = Passphrase(utf8: "correct horse")
  /// The passphrase of those that say so in their name.
  static let otherPassphrase = Passphrase(utf8: "péché €")

  /// Entries of one file that are looked at: a list may have thousands, all alike.
  private static let entries = 3

  /// Reads a file and checks what comes out of it, be it keys or an error. Keys under bcrypt are
  /// opened where `opensBcrypt` says so: it is a hundred times slower than all the rest.
  package static func check(_ file: [UInt8], opensBcrypt: Bool = false) {
    do {
      let found = try KeyFile.read(file)
      expect(!found.entries.isEmpty, "a file without keys is refused")
      for entry in found.entries.prefix(entries) {
        check(entry, in: file, opensBcrypt: opensBcrypt)
      }
      do {
        _ = try found.privateKey()
      } catch {
        ErrorProperties.check(error)
      }
    } catch {
      ErrorProperties.check(error)
      ErrorProperties.checkLine(error.line, in: file)
    }
  }

  /// Checks that a text means the same with CR LF for LF.
  package static func checkLineBreaks(_ file: [UInt8]) {
    // Of a longer file that is no key only the first 4096 bytes are looked at.
    guard file.count < 2048, !file.contains(carriageReturn), file.first != 0x30 else { return }
    let other = file.flatMap { $0 == lineFeed ? [carriageReturn, lineFeed] : [$0] }
    switch (outcome(file), outcome(other)) {
    case (.keys(let keys), .keys(let others)):
      expect(keys == others, "the same keys with CR LF")
    case (.refused(let code), .refused(let other)):
      expect(code == other, "\(code) with LF, \(other) with CR LF")
    default: fail("read with one kind of line break, refused with the other")
    }
  }

  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  private enum Outcome {
    case keys([String])
    case refused(FormatError.Code)
  }

  private static func outcome(_ file: [UInt8]) -> Outcome {
    do {
      return .keys(
        try KeyFile.read(file).entries.prefix(entries).map { entry in
          switch entry {
          case .publicKey(let key):
            "\(key.format) \(key.line ?? 0) \(key.publicKey.blob) \(key.comment.bytes) \(key.options)"
          case .certificate(let key):
            "\(key.line ?? 0) \(key.certificate.blob) \(key.comment.bytes) \(key.options)"
          case .privateKey(let key):
            "\(key.format) \(key.line ?? 0) \(key.publicKey?.blob ?? []) \(key.comment?.bytes ?? [])"
          }
        })
    } catch {
      return .refused(error.code)
    }
  }

  private static func check(_ entry: KeyFile.Entry, in file: [UInt8], opensBcrypt: Bool) {
    switch entry {
    case .publicKey(let key):
      ErrorProperties.checkLine(key.line, in: file)
      PublicKeyProperties.check(key.publicKey, comment: key.comment, seed: file.count)
    case .certificate(let key):
      ErrorProperties.checkLine(key.line, in: file)
      CertificateProperties.check(key, seed: file.count)
    case .privateKey(let key):
      ErrorProperties.checkLine(key.line, in: file)
      LockedKeyProperties.check(key, opensBcrypt: opensBcrypt, seed: file.count)
    }
  }
}
