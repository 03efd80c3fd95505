internal import LatchkeyFormats
internal import LatchkeyKeys

/// What has to hold of a certificate that was read.
enum CertificateProperties {
  static func check(_ encoded: EncodedCertificate, seed: Int) {
    let certificate = encoded.certificate
    for second: UInt64 in [0, 1_700_000_000, .max] {
      for warning in encoded.warnings(at: second) { ErrorProperties.check(text: warning) }
    }
    do {
      let again = try Certificate(blob: certificate.blob)
      expect(again == certificate, "the SSH form is the certificate")
      expect(again.publicKey == certificate.publicKey, "the same key is certified")
      expect(again.authority == certificate.authority, "by the same authority")
    } catch {
      fail("the SSH form of a certificate cannot be read: \(error)")
    }
    // The signature is the last string, over everything before it: no other bytes may pass for them.
    var changed = certificate.blob
    let signed = changed.count - 1 - seed % changed.count
    changed[signed] ^= 1
    expect((try? Certificate(blob: changed)) == nil, "a changed certificate is refused")
    PublicKeyProperties.check(certificate.publicKey, comment: encoded.comment, seed: seed)
    PublicKeyProperties.check(certificate.authority, comment: encoded.comment, seed: seed)
  }
}
