import LatchkeyKeys
import Testing

@testable import LatchkeyVerifier

/// What is done with releases of libssh2 of which nothing is known: nothing that rests on the insides
/// of those that are.
@Suite struct UnknownLibraryTests {
  private static let unknown = ["1.9.0", "1.10.1", "1.11.2", "1.12.0", "2.0.0", "1.11.1_DEV", ""]

  private func attempt(_ identity: Identity, _ version: String) -> PublicKeyAttempt {
    PublicKeyAttempt(identity: identity, user: "u", library: SSHLibrary(version: version))
  }

  @Test(arguments: unknown) func `no RSA key is offered, nor anything upgraded`(version: String)
    throws
  {
    let key = try PrivateKey.generate(.rsa(bits: 2048))
    for material in [Identity.Material.privateKey(key), .publicKey(key.publicKey)] {
      let attempt = attempt(Identity(material), version)
      #expect(attempt.upgrade == nil)
      #expect(
        attempt.limitation
          == "libssh2 \(version) is not known to sign RSA with SHA-2; 1.10.0, 1.11.0 and 1.11.1 "
          + "are supported")
    }
  }

  @Test(arguments: unknown) func `no signature is rewritten, and no room is made`(version: String) {
    let library = SSHLibrary(version: version)
    #expect(!library.writesNamesAsOffered)
    #expect(!library.canNameSignatures)
    #expect(AlgorithmListRoom.behind(40, isAuthenticating: true, library: library) == 0)
  }

  @Test(arguments: unknown) func `keys that need none of it are offered`(version: String) throws {
    for kind in [KeyKind.ed25519, .ecdsa(.p384)] {
      let key = try PrivateKey.generate(kind)
      #expect(attempt(Identity(.privateKey(key)), version).limitation == nil)
    }
  }

  @Test func `each technique is for the releases that it was made for`() throws {
    let rsa = Identity(.privateKey(try PrivateKey.generate(.rsa(bits: 2048))))
    #expect(attempt(rsa, "1.10.0").upgrade != nil)
    #expect(attempt(rsa, "1.10.0").limitation == nil)
    for version in ["1.11.0", "1.11.1"] {
      let library = SSHLibrary(version: version)
      #expect(attempt(rsa, version).upgrade == nil)
      #expect(attempt(rsa, version).limitation == nil)
      #expect(!library.writesNamesAsOffered)
      #expect(library.canNameSignatures)
      #expect(AlgorithmListRoom.behind(40, isAuthenticating: true, library: library) == 65_536)
      #expect(AlgorithmListRoom.behind(65, isAuthenticating: true, library: library) == 0)
      #expect(AlgorithmListRoom.behind(40, isAuthenticating: false, library: library) == 0)
    }
  }
}
