import LatchkeyKeys

/// One signature by an agent, asked for again and again until it is there: libssh2 repeats its
/// request as often as our callback says that it would block.
final class AgentSigner {
  private let key: AgentKey
  private let algorithm: String
  private let data: [UInt8]
  private let request: AgentRequest

  /// Asks for a signature.
  init(_ key: AgentKey, data: [UInt8], algorithm: String) {
    self.key = key
    self.data = data
    self.algorithm = algorithm
    request = AgentRequest(
      AgentMessage.sign(data, blob: key.blob, algorithm: algorithm), to: key.agent)
  }

  /// The agent's socket and what to poll it for.
  var waitsFor: (descriptor: Int32, events: Int16) { (request.descriptor, request.events) }

  /// Whether the request is for the same signature.
  func isFor(_ data: [UInt8]) -> Bool { self.data == data }

  /// The signature as RFC 4253 §6.6 has it, once it is there.
  func advance() -> Signing {
    switch request.advance() {
    case .waiting: return .pending
    case .failed(let reason): return .failed(reason)
    case .answered(let answer):
      switch AgentMessage.signature(answer) {
      case .refused:
        return .failed(
          "the agent refused to sign: it is locked, the confirmation was declined, or the key is "
            + "confined to other hosts")
      case .malformed: return .failed("\(key.agent.path): the agent's answer is malformed")
      case .made(let signature):
        // An agent that does not know the flags signs RSA with SHA-1, and some sign with another key.
        var cursor = WireCursor(signature)
        guard let name = cursor.string(), name.elementsEqual(algorithm.utf8) else {
          return .failed("the agent does not sign with \(algorithm)")
        }
        guard key.publicKey.verify(signature, of: data) else {
          return .failed("the agent's signature does not verify with the key's public half")
        }
        return .made(signature)
      }
    }
  }
}
