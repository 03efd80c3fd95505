import LatchkeyFormats
import LatchkeyKeys
import Testing

/// The public key that a peer prints as an SSH line.
func publicKey(inLine text: String) throws -> EncodedPublicKey {
  let file = try KeyFile.read(Array(text.utf8))
  guard file.entries.count == 1, case .publicKey(let key) = file.entries[0] else {
    struct NoPublicKey: Error {}
    throw NoPublicKey()
  }
  return key
}
