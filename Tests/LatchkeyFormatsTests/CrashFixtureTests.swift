import LatchkeyFormats
import TestSupport
import Testing

@Suite struct `Files that fuzzing found` {
  /// What each of them once did is in its name and beside it.
  static let expected: [String: (code: FormatError.Code, message: String)] = [
    // Showed 41 characters and more of what may be a key.
    "line_algorithm_longer_than_any_name": (
      .unsupported, "unknown key algorithm '…' (200 characters)"
    ),
    "openssh_certificate_name_longer_than_any": (
      .unsupported, "unknown key algorithm '…' (2021 characters)"
    ),
    "pem_label_longer_than_any_name": (
      .truncated, "a PEM key whose line breaks are lost: BEGIN and END need lines of their own"
    ),
    "putty_cipher_of_45_letters": (
      .unsupported,
      "PuTTY key: encrypted with something that is no name; only \"aes256-cbc\" is known"
    ),
    // Made an error of 800 characters.
    "pkcs8_identifier_longer_than_any": (
      .unsupported,
      "a PKCS#8 key of an algorithm that SSH does not have (an identifier of 401 bytes)"
    ),
    "spki_identifier_longer_than_any": (
      .unsupported,
      "an SPKI key of an algorithm that SSH does not have (an identifier of 401 bytes)"
    ),
  ]

  /// Those that are read as keys: `RequestTargetTests` has the others.
  static let fixtures = KeyFixture.all(in: "crashes").filter { !$0.name.hasPrefix("request_") }

  @Test func `are all of the folder`() {
    #expect(Set(Self.fixtures.map { String($0.name) }) == Set(Self.expected.keys))
  }

  @Test(arguments: fixtures)
  func `are refused with the reason`(fixture: KeyFixture) throws {
    let expected = try #require(Self.expected[String(fixture.name)])
    let error = try #require(throws: FormatError.self) { _ = try fixture.read() }
    #expect(error.code == expected.code)
    #expect(error.description == expected.message)
  }
}
