import LatchkeyCrypto
import LatchkeyKeys
import TestSupport
import Testing

@Suite struct `SSH's data types` {
  // The examples of RFC 4251 §5, those that are not negative.
  @Test(arguments: [
    ("", "00000000"),
    ("09a378f9b2e332a7", "0000000809a378f9b2e332a7"),
    ("80", "000000020080"),
  ])
  func `write and read the mpints of RFC 4251`(magnitude: String, wire: String) throws {
    var writer = SSHWriter()
    writer.append(mpint: Hexadecimal.decode(magnitude))
    let bytes = writer.finishPublic()
    #expect(Hexadecimal.encode(bytes) == wire)
    var reader = SSHReader(public: bytes)
    #expect(Hexadecimal.encode(try reader.readPublicMPInt()) == magnitude)
    try reader.expectEnd()
  }

  @Test func `write an mpint without the zeros that lead it`() {
    var writer = SSHWriter()
    writer.append(mpint: [0, 0, 0x80])
    #expect(Hexadecimal.encode(writer.finishPublic()) == "000000020080")
  }

  // The negative examples of RFC 4251 §5, then zeros that lead for no reason.
  @Test(arguments: ["00000002edcc", "00000005ff21524111", "0000000100", "000000020001"])
  func `refuse mpints that are negative or not the shortest`(wire: String) {
    #expect(throws: WireError.self) {
      var reader = SSHReader(public: Hexadecimal.decode(wire))
      _ = try reader.readPublicMPInt()
    }
  }

  @Test(arguments: ["", "0000", "00000005aabb", "ffffffff00"])
  func `refuse a string that is longer than what is left`(wire: String) {
    #expect(throws: WireError.self) {
      var reader = SSHReader(public: Hexadecimal.decode(wire))
      _ = try reader.readString()
    }
  }

  @Test func `grow as they are written, and are read back in order`() throws {
    var writer = SSHWriter(capacity: 1)
    let long = [UInt8](repeating: 0xab, count: 5000)
    writer.append(byte: 7)
    writer.append(uint32: 0xdead_beef)
    writer.append(string: "ssh-ed25519")
    writer.append(string: SecretBytes(copying: long))
    writer.append(raw: [1, 2])
    var reader = SSHReader(writer.finish())
    #expect(try reader.readByte() == 7)
    #expect(try reader.readUInt32() == 0xdead_beef)
    #expect(try reader.readName() == "ssh-ed25519")
    #expect(try reader.readPublicString() == long)
    #expect(throws: WireError("2 bytes follow the end")) { try reader.expectEnd() }
    #expect(reader.readRest().constantTimeEquals([1, 2]) == true)
    try reader.expectEnd()
  }

  @Test func `refuse a name that is not printable`() {
    #expect(throws: WireError.self) {
      var reader = SSHReader(public: Hexadecimal.decode("0000000361001b"))
      _ = try reader.readName()
    }
  }
}
