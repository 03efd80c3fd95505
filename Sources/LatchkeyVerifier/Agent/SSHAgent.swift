import Glibc
import LatchkeyKeys

/// An ssh-agent, which holds keys and signs with them: OpenSSH's own, gpg-agent, a desktop's
/// (draft-ietf-sshm-ssh-agent, OpenSSH's PROTOCOL.agent).
public struct SSHAgent: Sendable, Hashable {
  /// The path of its socket.
  public let path: String

  /// The agent that listens at a path.
  public init(path: String) { self.path = path }

  /// The agent that an environment names as `SSH_AUTH_SOCK`; `nil` where it names none.
  public init?(environment: [String: String]) {
    guard let path = environment["SSH_AUTH_SOCK"], !path.isEmpty else { return nil }
    self.path = path
  }

  /// The keys and certificates that it holds, in its order. What it holds of kinds that latchkey
  /// does not know is left out.
  ///
  /// - Throws: ``VerifierError/Code/agentUnavailable`` where it does not answer within the time, or
  ///   not as an agent does.
  public func identities(timeout: Duration = .seconds(5)) throws(VerifierError) -> [Identity] {
    let answer = try answer(to: AgentMessage.listKeys, timeout: timeout)
    guard let entries = AgentMessage.keys(answer) else {
      throw VerifierError(.agentUnavailable, "\(path): the agent's list of keys is malformed")
    }
    return entries.compactMap { entry in
      let comment = Quotation.printable(entry.comment)
      if let key = try? PublicKey(blob: entry.blob) {
        return Identity(.agent(AgentKey(publicKey: key, comment: comment, agent: self)))
      }
      guard let certificate = try? Certificate(blob: entry.blob) else { return nil }
      let key = AgentKey(
        publicKey: certificate.publicKey, blob: entry.blob, comment: comment, agent: self)
      return Identity(.agent(key), certificate: certificate)
    }
  }

  private func answer(
    to message: [UInt8], timeout: Duration
  ) throws(VerifierError) -> [UInt8] {
    let request = AgentRequest(message, to: self)
    let end = Moment.now + timeout
    while true {
      switch request.advance() {
      case .answered(let answer): return answer
      case .failed(let reason): throw VerifierError(.agentUnavailable, reason)
      case .waiting:
        var entry = pollfd(fd: request.descriptor, events: request.events, revents: 0)
        let left = end.milliseconds(after: .now)
        guard left > 0 else {
          throw VerifierError(.agentUnavailable, "\(path): the agent does not answer in time")
        }
        _ = unsafe poll(&entry, 1, Int32(clamping: left))
      }
    }
  }
}
