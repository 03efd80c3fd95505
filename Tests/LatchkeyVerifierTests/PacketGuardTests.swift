import Testing

@testable import LatchkeyVerifier

/// Which bytes libssh2 may have, by the allocations that it makes.
@Suite struct PacketGuardTests {
  /// A guard that has handed over everything up to the server's NEWKEYS.
  private func encrypted() -> PacketGuard {
    var packets = PacketGuard()
    let clear = [Array("SSH-2.0-x\r\n".utf8), Packets.packet([21])]
    for bytes in clear {
      #expect(
        packets.allowance(of: bytes[...], isClientEncrypted: true) { nil } == .hands(bytes.count))
      packets.handed(bytes.count, isLineEnd: bytes.last == 0x0a)
    }
    return packets
  }

  @Test func `packets in the clear are handed over one at a time`() {
    var packets = PacketGuard()
    let line = Array("SSH-2.0-x\n".utf8)
    let stream = Packets.packet([2, 0, 0, 0, 0]) + Packets.packet([2, 0, 0, 0, 1, 7])
    #expect(
      packets.allowance(of: (line + stream)[...], isClientEncrypted: false) { nil } == .hands(10))
    packets.handed(10, isLineEnd: true)
    #expect(packets.allowance(of: stream.prefix(5), isClientEncrypted: false) { nil } == .awaits(6))
    #expect(packets.allowance(of: stream[...], isClientEncrypted: false) { nil } == .hands(16))
    packets.handed(6, isLineEnd: false)
    #expect(
      packets.allowance(of: stream.dropFirst(6), isClientEncrypted: false) { nil } == .hands(10))
  }

  @Test func `a NEWKEYS that comes before ours is refused`() {
    var packets = PacketGuard()
    packets.handed(10, isLineEnd: true)
    let early = Packets.packet([21])
    #expect(packets.allowance(of: early[...], isClientEncrypted: false) { nil } == .refuses)
    #expect(packets.hasRefused)
  }

  @Test func `an identification line that libssh2 would cut is refused`() {
    var packets = PacketGuard()
    let line = Array("SSH-2.0-".utf8) + [UInt8](repeating: 0x41, count: 248)
    #expect(
      packets.allowance(of: line.prefix(255), isClientEncrypted: false) { nil } == .awaits(256))
    #expect(packets.allowance(of: line[...], isClientEncrypted: false) { nil } == .refuses)
  }

  @Test(arguments: [
    ("aes256-ctr", "hmac-sha2-256", 16, 32), ("3des-cbc", "hmac-sha1-96", 8, 12),
    ("aes128-cbc", "hmac-sha2-512", 16, 64),
  ])
  func `whole blocks pass, and nothing else`(cipher: String, mac: String, block: Int, code: Int) {
    let bytes = [UInt8](repeating: 0, count: 64)
    for length in 0..<200 {
      var packets = encrypted()
      #expect(
        packets.allowance(of: bytes.prefix(block - 1), isClientEncrypted: true) {
          PacketLayout(cipher: cipher, mac: mac)
        }
          == .awaits(block))
      #expect(
        packets.allowance(of: bytes[...], isClientEncrypted: true) {
          PacketLayout(cipher: cipher, mac: mac)
        }
          == .hands(block))
      // What libssh2 asks for when the first block says `length`.
      let isWhole = length + 4 >= 16 && (length + 4).isMultiple(of: block)
      #expect(packets.allows(allocation: length - 1 + code) == isWhole, "\(length)")
      let rest = packets.allowance(of: bytes[...], isClientEncrypted: true) {
        PacketLayout(cipher: cipher, mac: mac)
      }
      #expect(rest == (isWhole ? .hands(4 + length + code - block) : .refuses))
    }
  }

  @Test(arguments: [
    ("aes256-gcm@openssh.com", "hmac-sha2-256", 16),
    ("aes256-ctr", "hmac-sha2-512-etm@openssh.com", 64),
  ])
  func `a length in the clear is read there`(cipher: String, mac: String, code: Int) {
    for length in 0..<100 {
      var packets = encrypted()
      let bytes: [UInt8] = [0, 0, 0, UInt8(length)] + [UInt8](repeating: 9, count: 20)
      let isWhole = length >= 16 && length.isMultiple(of: 16)
      #expect(
        packets.allowance(of: bytes[...], isClientEncrypted: true) {
          PacketLayout(cipher: cipher, mac: mac)
        }
          == (isWhole ? .hands(4 + length + code) : .refuses))
    }
  }

  @Test func `an unknown cipher or MAC is refused`() {
    for (cipher, mac) in [("new-cipher", "hmac-sha2-256"), ("aes256-ctr", "new-mac")] {
      var packets = encrypted()
      let bytes = [UInt8](repeating: 0, count: 64)
      #expect(PacketLayout(cipher: cipher, mac: mac) == nil)
      #expect(packets.allowance(of: bytes[...], isClientEncrypted: true) { nil } == .refuses)
    }
  }

  @Test func `a cipher that changes under an unguarded one is refused`() {
    var packets = encrypted()
    let bytes = [UInt8](repeating: 0, count: 64)
    let chacha = "chacha20-poly1305@openssh.com"
    #expect(
      packets.allowance(of: bytes[...], isClientEncrypted: true) {
        PacketLayout(cipher: chacha, mac: "")
      } == .hands(64))
    #expect(
      packets.allowance(of: bytes[...], isClientEncrypted: true) {
        PacketLayout(cipher: "aes256-ctr", mac: "hmac-sha1")
      }
        == .refuses)
  }
}
