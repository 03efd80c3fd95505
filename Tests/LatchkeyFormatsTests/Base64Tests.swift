import Foundation
import LatchkeyCrypto
import Testing

@testable import LatchkeyFormats

@Suite struct `Base64 text` {
  /// Every length modulo three, every bit pattern of a byte in every place.
  static let samples: [[UInt8]] =
    (0...70).map { length in (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) } }
    + (0...255).map { [UInt8($0), 255 - UInt8($0), UInt8($0) ^ 0x5A] }

  @Test func `is what Foundation makes of the same bytes, and read back`() throws {
    for bytes in Self.samples {
      let text = Base64.encode(bytes)
      #expect(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString())
      #expect(try decode(text) == bytes)
    }
  }

  @Test func `is broken into lines that all have an end`() {
    #expect(
      String(decoding: Base64.encode([1, 2, 3, 4], columns: 4), as: UTF8.self) == "AQID\nBA==\n")
    #expect(String(decoding: Base64.encode([1, 2, 3], columns: 4), as: UTF8.self) == "AQID\n")
    #expect(Base64.encode([], columns: 4).isEmpty)
    let secret = Base64.encode(SecretBytes(copying: [1, 2, 3, 4]), columns: 70)
    #expect(secret.publicBytes() == Array("AQIDBA==\n".utf8))
  }

  @Test func `takes no character but its own 64`() {
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for character in UInt8.min...UInt8.max where !alphabet.contains(character) {
      // In the last place but one, so that "=" is not padding either.
      #expect(throws: Base64Error.self) { try decode([0x41, character, 0x41, 0x41]) }
    }
  }

  @Test(arguments: [
    "A", "AA", "AAA", "AAAAA", "=", "====", "A===", "AB==", "AAB=", "AA=A", "AA==AAAA",
  ])
  func `is refused where it is not whole`(text: String) {
    #expect(throws: Base64Error.self) { try decode(Array(text.utf8)) }
  }

  @Test func `may be in pieces of any size`() throws {
    let file = SharedSecret(SecretBytes(copying: Array("A QI DBA=\n=".utf8)))
    let bytes = try Base64.decode(file, [0..<1, 2..<4, 5..<9, 10..<11])
    #expect(bytes.publicBytes() == [1, 2, 3, 4])
  }

  private func decode(_ text: [UInt8]) throws -> [UInt8] {
    try Base64.decode(public: SharedSecret(SecretBytes(copying: text)), [0..<text.count])
  }
}
