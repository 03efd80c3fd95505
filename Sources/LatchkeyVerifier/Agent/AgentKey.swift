public import LatchkeyKeys

/// A key that an ssh-agent holds: it signs, and the private half stays with it.
public struct AgentKey: Sendable, Hashable {
  /// The public half.
  public let publicKey: PublicKey
  /// What the agent calls it: as a rule the key's comment or its file.
  public let comment: String
  /// The agent.
  public let agent: SSHAgent
  /// What the agent knows it by: the public half, or the certificate that it holds.
  let blob: [UInt8]

  /// A key that an agent is known to hold.
  public init(publicKey: PublicKey, comment: String, agent: SSHAgent) {
    self.init(publicKey: publicKey, blob: publicKey.blob, comment: comment, agent: agent)
  }

  init(publicKey: PublicKey, blob: [UInt8], comment: String, agent: SSHAgent) {
    self.publicKey = publicKey
    self.blob = blob
    self.comment = comment
    self.agent = agent
  }
}
