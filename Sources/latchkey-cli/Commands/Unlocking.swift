import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys

/// Opening private keys, with the passphrase that was given or one that is asked for.
enum Unlocking {
  /// The private key of a file, checked.
  ///
  /// - Parameter passphrase: what `--passphrase-file` gave; where the key needs one and there is
  ///   none, the terminal is asked.
  static func unlock(
    _ encoded: EncodedPrivateKey, path: String, with passphrase: Passphrase?
  ) throws(CommandFailure) -> PrivateKey {
    var passphrase = passphrase
    if passphrase == nil, encoded.encryption != nil {
      passphrase = try PassphraseSource.ask(for: path)
    }
    do {
      return try encoded.decrypt(passphrase: passphrase)
    } catch {
      throw CommandFailure(error, path: path)
    }
  }
}
