public import LatchkeyKeys

extension KeyFile.Entry {
  /// The line that it begins in, from 1; `nil` in binary files.
  public var line: Int? {
    switch self {
    case .privateKey(let encoded): encoded.line
    case .publicKey(let encoded): encoded.line
    case .certificate(let encoded): encoded.line
    }
  }

  /// The public key: of a certificate the one that it certifies. `nil` where a private key's format
  /// hides it inside what is encrypted.
  public var publicKey: PublicKey? {
    switch self {
    case .privateKey(let encoded): encoded.publicKey
    case .publicKey(let encoded): encoded.publicKey
    case .certificate(let encoded): encoded.certificate.publicKey
    }
  }
}
