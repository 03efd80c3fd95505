internal import LatchkeyCrypto

extension PublicKey {
  /// The fingerprint in one of its spellings.
  ///
  /// - Returns: nil where there is none: EC2 takes RSA and Ed25519 keys only, and its fingerprint
  ///   of an RSA key that it created is made of the private half.
  /// - Throws: `cryptoFailure` where this machine's libcrypto forbids MD5.
  public func fingerprint(_ kind: Fingerprint.Kind) throws(KeyError) -> Fingerprint? {
    do throws(CryptoError) {
      switch (kind, algorithm) {
      case (.sha256, _): return fingerprint
      case (.md5, _): return .md5(try Digest.md5.hash(blob))
      case (.ec2Imported, .rsa):
        return .ec2(
          .ec2Imported, rsa: try Digest.md5.hash(verificationKey().subjectPublicKeyInfo()))
      case (.ec2Imported, .ed25519), (.ec2Created, .ed25519):
        return .ec2(kind, ed25519: try Digest.sha256.hash(blob))
      default: return nil
      }
    } catch {
      throw KeyError(error)
    }
  }
}
