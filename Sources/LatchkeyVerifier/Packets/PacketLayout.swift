/// How packets are laid out under a cipher and a MAC, as far as `PacketGuard` has to know.
struct PacketLayout: Hashable {
  /// The cipher's block, in bytes; `nil` of chacha20-poly1305, which has none.
  let block: Int?
  /// How many bytes the MAC, or the cipher's own tag, has.
  let code: Int
  /// Whether the packet's length is not encrypted.
  let isLengthClear: Bool

  /// - Parameters:
  ///   - cipher: its name, as libssh2 gives it.
  ///   - mac: likewise; without meaning for a cipher that has a tag of its own.
  /// - Returns: `nil` of a method that is not known here.
  init?(cipher: String, mac: String) {
    if cipher == "chacha20-poly1305@openssh.com" {
      block = nil
      code = 16
      isLengthClear = false
      return
    }
    guard let block = Self.blocks[cipher] else { return nil }
    self.block = block
    if cipher.hasSuffix("-gcm@openssh.com") {
      code = 16
      isLengthClear = true
      return
    }
    let suffix = "-etm@openssh.com"
    isLengthClear = mac.hasSuffix(suffix)
    guard let code = Self.codes[isLengthClear ? String(mac.dropLast(suffix.count)) : mac] else {
      return nil
    }
    self.code = code
  }

  private static let blocks = [
    "aes256-ctr": 16, "aes192-ctr": 16, "aes128-ctr": 16, "aes256-cbc": 16,
    "rijndael-cbc@lysator.liu.se": 16, "aes192-cbc": 16, "aes128-cbc": 16, "blowfish-cbc": 8,
    "aes256-gcm@openssh.com": 16, "aes128-gcm@openssh.com": 16, "arcfour128": 8, "arcfour": 8,
    "cast128-cbc": 8, "3des-cbc": 8,
  ]
  private static let codes = [
    "hmac-sha2-256": 32, "hmac-sha2-512": 64, "hmac-sha1": 20, "hmac-sha1-96": 12, "hmac-md5": 16,
    "hmac-md5-96": 12, "hmac-ripemd160": 20, "hmac-ripemd160@openssh.com": 20,
  ]
}
