internal import LatchkeyCrypto
public import LatchkeyKeys

extension PrivateKey {
  /// EC2's fingerprint of a key pair that it created itself: for RSA the SHA-1 of the private key's
  /// PKCS#8 DER, as AWS documents it, so it takes the private half and its format.
  ///
  /// - Returns: nil for keys that EC2 does not take.
  /// - Throws: `.libraryFailure` where this machine's libcrypto forbids SHA-1.
  public func ec2CreatedFingerprint() throws(FormatError) -> Fingerprint? {
    do throws(KeyError) {
      guard publicKey.algorithm == .rsa else { return try publicKey.fingerprint(.ec2Created) }
      // Our own DER: libcrypto's encoder leaves copies of the key in memory that it frees.
      let der = PKCS8.encode(try components()).finish()
      return .ec2Created(rsa: try Self.sha1(der))
    } catch {
      throw FormatError(error)
    }
  }

  private static func sha1(_ bytes: borrowing SecretBytes) throws(KeyError) -> [UInt8] {
    do {
      return try Digest.sha1.hash(secret: bytes).publicBytes()
    } catch {
      throw KeyError(error)
    }
  }
}
