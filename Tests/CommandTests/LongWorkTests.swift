import LatchkeyKeys
import Testing

@testable import latchkey_cli

/// The words of progress, at any time of an imagined clock.
@Suite struct LongWorkTests {
  @Test(arguments: [
    (0, 200, 0.6, "latchkey: 0 of 200 keys made"),
    (120, 200, 2.8, "latchkey: 120 of 200 keys made, 43 a second"),
    (1, 200, 1.0, "latchkey: 1 of 200 keys made, 1 a second"),
    (2, 200, 43.0, "latchkey: 2 of 200 keys made, 22 s each"),
    (5, 200, 0.0, "latchkey: 5 of 200 keys made"),
    (0, 1, 12.9, "latchkey: making an RSA key of 8192 bits, 12 s"),
    (0, 1, 0.0, "latchkey: making an RSA key of 8192 bits, 0 s"),
  ])
  func `says how far it is`(done: Int, total: Int, seconds: Double, text: String) {
    let work = LongWork.making(.rsa(bits: 8192))
    #expect(work.progress(done: done, of: total, after: .seconds(seconds)) == text)
  }

  @Test(arguments: [
    (KeyKind.ed25519, "an ed25519 key"), (.rsa(bits: 4096), "an RSA key of 4096 bits"),
    (.ecdsa(.p384), "an ECDSA key of 384 bits"),
  ])
  func `names the key that is made`(kind: KeyKind, name: String) {
    #expect(LongWork.making(kind).one == "making \(name)")
  }
}
