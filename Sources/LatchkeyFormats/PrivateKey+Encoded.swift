public import LatchkeyCrypto
public import LatchkeyKeys

extension PrivateKey {
  /// The key as a file: the one way out.
  ///
  /// - Throws: `.cannotEncode` where the format cannot hold this key or not as asked for (PKCS#1
  ///   holds RSA alone; PKCS#1 and SEC1 are not encrypted; a comment with a line break fits into
  ///   no PuTTY key); `.boundExceeded` for a cost that no reader would accept.
  public func encoded(
    as format: PrivateKeyFormat, options: EncodingOptions = EncodingOptions()
  ) throws(FormatError) -> SecretBytes {
    switch format {
    case .openssh: try OpenSSHKeyWriter.write(self, options: options).finish()
    case .pem: try PEMKeyWriter.ec2(self, options: options).finish()
    case .pkcs1: try PEMKeyWriter.pkcs1(self, options: options).finish()
    case .sec1: try PEMKeyWriter.sec1(self, options: options).finish()
    case .pkcs8: try PEMKeyWriter.pkcs8(self, options: options).finish()
    case .ppk3: try PuTTYKeyWriter.write(self, version: .three, options: options).finish()
    case .ppk2: try PuTTYKeyWriter.write(self, version: .two, options: options).finish()
    }
  }
}
