import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// A peer's file as latchkey reads it.
struct ReadFile: Sendable {
  let form: ReadForm
  let publicKey: PublicKey
  let comment: KeyComment
  /// What tells it from other files of that form: how it is locked, whether it is PEM or DER.
  let way: String

  init(_ file: PeerFile) throws {
    struct NotOneKey: Error {}
    let entries = try KeyFile.read(Array(file.file)).entries
    guard let entry = entries.first, entries.count == 1 else { throw NotOneKey() }
    let isDER = file.file.first == 0x30
    switch entry {
    case .publicKey(let key):
      form = ReadForm(format: key.format, isEncrypted: false)
      (publicKey, comment) = (key.publicKey, key.comment)
      way = "\(isDER)"
    case .privateKey(let locked):
      form = ReadForm(format: locked.format, isEncrypted: locked.encryption != nil)
      let key = try locked.decrypt(passphrase: Passphrase(utf8: MatrixKey.passphrase))
      (publicKey, comment) = (key.publicKey, key.comment)
      way = "\(isDER) \(locked.encryption?.description ?? "plain")"
    case .certificate:
      throw NotOneKey()
    }
  }
}
