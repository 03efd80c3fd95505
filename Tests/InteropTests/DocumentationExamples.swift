import Latchkey

/// The private key in a file of any format. The passphrase is asked for where it takes one, with the
/// public half at hand where the file shows it, so that the question can say for which key.
func privateKey(
  in file: consuming SecretBytes, passphrase: (PublicKey?) throws -> Passphrase
) throws -> PrivateKey {
  let encoded = try KeyFile.read(file).privateKey()
  guard encoded.encryption != nil else { return try encoded.decrypt() }
  return try encoded.decrypt(passphrase: passphrase(encoded.publicKey))
}

/// One line for each thing in a file: what it is and by which fingerprint it goes.
func listing(of file: consuming SecretBytes, at seconds: UInt64) throws -> [String] {
  try KeyFile.read(file).entries.map { entry in
    switch entry {
    case .privateKey(let encoded):
      let lock = encoded.encryption.map { " (\($0))" } ?? ""
      return "private key\(lock): \(encoded.publicKey?.fingerprint.text ?? "hidden")"
    case .publicKey(let encoded):
      return "public key: \(encoded.publicKey.fingerprint) \(encoded.comment)"
    case .certificate(let encoded):
      let certificate = encoded.certificate
      let status = certificate.validity.status(at: seconds)
      return "certificate (\(status)): \(certificate.publicKey.fingerprint) \(certificate.keyID)"
    }
  }
}

/// What to tell the person who gave the file.
func advice(on error: FormatError) -> String {
  switch error.code {
  case .passphraseRequired, .wrongPassphrase:
    let name = error.publicKey.map { "the key \($0.fingerprint)" } ?? "the key"
    return "Please give the passphrase of \(name)."
  case .publicWherePrivate:
    return "This is the half that may be known to anyone; the other one is needed: \(error)."
  case .truncated, .damaged:
    return "The file is damaged, please fetch it again: \(error)."
  default:
    return "This file cannot be used: \(error)."
  }
}

/// Whether a key is the one that `aws ec2 describe-key-pairs` lists under a fingerprint.
func isKeyPair(_ key: PrivateKey, listedAs fingerprint: String) throws -> Bool {
  let candidates = [
    try key.ec2CreatedFingerprint(), try key.publicKey.fingerprint(.ec2Imported),
  ]
  return candidates.contains { $0?.matches(fingerprint) ?? false }
}

/// Makes a key pair for EC2 and saves what it takes: the file that `ssh -i` reads, the one for PuTTY
/// under a passphrase, and the line for `authorized_keys` or `aws ec2 import-key-pair`.
func makeKeyPair(
  named name: String, passphrase: Passphrase,
  save: (_ file: String, _ content: borrowing SecretBytes) throws -> Void
) throws {
  let key = try PrivateKey.generate(.ed25519, comment: KeyComment(name))
  let locked = EncodingOptions(passphrase: passphrase)
  try save("\(name).pem", key.encoded(as: .pem))
  try save("\(name).ppk", key.encoded(as: .ppk3, options: locked))
  let line = try key.publicKey.encoded(as: .authorizedKeys, comment: key.comment)
  try save("\(name).pub", SecretBytes(copying: line))
}
