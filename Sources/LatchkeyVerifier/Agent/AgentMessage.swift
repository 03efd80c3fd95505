/// The messages of the agent protocol that a client needs, without the length before each.
///
///     byte      SSH_AGENTC_REQUEST_IDENTITIES (11)
///     byte      SSH_AGENT_IDENTITIES_ANSWER (12), uint32 count, count × (string blob, string comment)
///     byte      SSH_AGENTC_SIGN_REQUEST (13), string blob, string data, uint32 flags
///     byte      SSH_AGENT_SIGN_RESPONSE (14), string signature
///     byte      SSH_AGENT_FAILURE (5)
enum AgentMessage {
  /// Asks for the list of keys.
  static let listKeys: [UInt8] = [11]

  /// Asks for a signature. For RSA the flags choose the hash (RFC 8332): without them it is SHA-1.
  static func sign(_ data: [UInt8], blob: [UInt8], algorithm: String) -> [UInt8] {
    let flags: [UInt8] =
      switch algorithm {
      case "rsa-sha2-256": [0, 0, 0, 2]
      case "rsa-sha2-512": [0, 0, 0, 4]
      default: [0, 0, 0, 0]
      }
    return [13] + WireBytes.string(blob) + WireBytes.string(data) + flags
  }

  /// The keys of an answer; `nil` where it is none.
  static func keys(_ answer: [UInt8]) -> [(blob: [UInt8], comment: [UInt8])]? {
    var cursor = WireCursor(answer)
    guard cursor.byte() == 12, let count = cursor.uint32() else { return nil }
    var keys: [(blob: [UInt8], comment: [UInt8])] = []
    // However many an agent promises: each takes eight bytes at least, so the answer ends first.
    for _ in 0..<count {
      guard let blob = cursor.string(), let comment = cursor.string() else { return nil }
      keys.append((Array(blob), Array(comment)))
    }
    return cursor.remaining == 0 ? keys : nil
  }

  /// What came of a request for a signature.
  enum Signature: Hashable {
    /// As RFC 4253 §6.6 has it: string algorithm, string signature.
    case made([UInt8])
    /// The agent does not sign.
    case refused
    /// No answer of the protocol.
    case malformed
  }

  /// Reads the answer to a request for a signature.
  static func signature(_ answer: [UInt8]) -> Signature {
    var cursor = WireCursor(answer)
    switch cursor.byte() {
    case 5: return .refused
    case 14:
      guard let signature = cursor.string(), cursor.remaining == 0 else { return .malformed }
      return .made(Array(signature))
    default: return .malformed
    }
  }
}
