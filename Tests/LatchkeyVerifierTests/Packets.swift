import LatchkeyVerifier
import Testing

/// SSH packets in the clear (RFC 4253 §6), for servers that misbehave.
enum Packets {
  /// A key exchange offer that lacks one thing.
  struct Gap: Sendable, CustomTestStringConvertible {
    let reason: Reason
    /// Which of the ten lists of KEXINIT nobody can agree to.
    let list: Int
    var testDescription: String { reason.rawValue }
  }

  static let gaps = [
    Gap(reason: .noCommonKex, list: 0), Gap(reason: .noCommonHostKey, list: 1),
    Gap(reason: .noCommonCipher, list: 2), Gap(reason: .noCommonMAC, list: 4),
  ]

  static func disconnect(code: UInt8, _ words: String) -> [UInt8] {
    packet([1, 0, 0, 0, code] + string(words) + string("en"))
  }

  static func keyExchangeOffer(_ gap: Gap) -> [UInt8] {
    var lists = [
      "curve25519-sha256", "ssh-ed25519", "aes256-ctr", "aes256-ctr", "hmac-sha2-256",
      "hmac-sha2-256", "none", "none", "", "",
    ]
    lists[gap.list] = "nobody-has-this@example.com"
    return packet(
      [20] + [UInt8](repeating: 7, count: 16) + lists.flatMap(string) + [0, 0, 0, 0, 0])
  }

  static func string(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(bytes.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + bytes
  }

  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  static func packet(_ payload: [UInt8]) -> [UInt8] {
    let padding = 4 + (8 - (payload.count + 5 + 4) % 8) % 8
    let length = payload.count + padding + 1
    return [0, 0, UInt8(length >> 8), UInt8(length & 255), UInt8(padding)] + payload
      + [UInt8](repeating: 0, count: padding)
  }
}
