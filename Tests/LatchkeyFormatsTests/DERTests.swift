import LatchkeyCrypto
import Testing

@testable import LatchkeyFormats

@Suite struct `DER elements` {
  @Test(
    arguments: [
      (0, [0x02, 0x01, 0x00]), (1, [0x02, 0x01, 0x01]), (127, [0x02, 0x01, 0x7F]),
      (128, [0x02, 0x02, 0x00, 0x80]), (256, [0x02, 0x02, 0x01, 0x00]),
      (600_000, [0x02, 0x03, 0x09, 0x27, 0xC0]),
    ] as [(Int, [UInt8])])
  func `writes numbers as short as can be, and reads them`(number: Int, bytes: [UInt8]) throws {
    #expect(DER.number(number).finish().publicBytes() == bytes)
    var reader = DERReader(SharedSecret(SecretBytes(copying: bytes)), name: "test")
    #expect(try reader.number() == number)
    try reader.finish()
  }

  @Test(arguments: [0, 1, 127, 128, 255, 256, 65535, 65536])
  func `writes lengths as short as can be, and reads them`(length: Int) throws {
    let content = [UInt8](repeating: 7, count: length)
    let bytes = DER.octetString(content).finish()
    let prefix: [UInt8] =
      switch length {
      case ..<128: [0x04, UInt8(length)]
      case ..<256: [0x04, 0x81, UInt8(length)]
      case ..<65536: [0x04, 0x82, UInt8(length >> 8), UInt8(length & 255)]
      default: [0x04, 0x83, UInt8(length >> 16), UInt8(length >> 8 & 255), UInt8(length & 255)]
      }
    #expect(Array(bytes.publicBytes().prefix(prefix.count)) == prefix)
    var reader = DERReader(SharedSecret(bytes), name: "test")
    #expect(try reader.publicOctetString() == content)
    try reader.finish()
  }

  @Test(arguments: [
    ("", FormatError.Code.damaged), ("02", .truncated), ("0201", .truncated), ("0200", .damaged),
    ("020180", .damaged), ("02020001", .damaged), ("02810101", .damaged), ("0280", .damaged),
    ("0282000101", .damaged), ("02850000000001", .damaged), ("0284ffffffff", .truncated),
    ("040101", .damaged),
  ])
  func `is refused as a number where it is not strict`(hex: String, code: FormatError.Code) throws {
    let bytes = try #require(ASCII.bytes(hex: Array(hex.utf8)))
    var reader = DERReader(SharedSecret(SecretBytes(copying: bytes)), name: "test")
    let error = try #require(throws: FormatError.self) { _ = try reader.integer() }
    #expect(error.code == code)
  }

  @Test func `has object identifiers that read as they are written`() {
    #expect(ObjectIdentifier.rsaEncryption.description == "1.2.840.113549.1.1.1")
    #expect(
      ObjectIdentifier.rsaEncryption.content
        == [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01])
    #expect(ObjectIdentifier.aes256CBC.description == "2.16.840.1.101.3.4.1.42")
    #expect(ObjectIdentifier.ed25519.content == [0x2B, 0x65, 0x70])
  }
}
