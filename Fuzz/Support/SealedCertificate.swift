internal import LatchkeyCrypto
internal import LatchkeyKeys

/// A certificate that an authority of ours has signed, around fields of the fuzzer's: without a
/// signature that is right none of them would be judged.
package enum SealedCertificate {
  private static let authority: PrivateKey = {
    let seed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
    do {
      let half = try AsymmetricKey(.ed25519, seed: seed).rawPublicKey()
      return try PrivateKey(.ed25519(publicKey: half, seed: seed))
    } catch {
      fail("making an authority: \(error)")
    }
  }()

  /// The blob: `fields` up to the reserved one, the authority, and its signature.
  package static func blob(_ fields: [UInt8]) -> [UInt8] {
    let signed = fields + WireShape.strings([authority.publicKey.blob])
    do {
      return signed
        + WireShape.strings([try authority.signature(over: signed, algorithm: .ed25519)])
    } catch {
      fail("signing: \(error)")
    }
  }
}
