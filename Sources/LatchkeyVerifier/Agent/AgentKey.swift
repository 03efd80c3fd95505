public import LatchkeyKeys

/// A key that an ssh-agent holds: it signs, and the private half stays with it.
public struct AgentKey: Sendable, Hashable {
  /// The public half.
  public let publicKey: PublicKey
  /// What the agent calls it: as a rule the key's comment or its file.
  public let comment: String
  /// The agent.
  public let agent: SSHAgent

  /// A key that an agent is known to hold.
  public init(publicKey: PublicKey, comment: String, agent: SSHAgent) {
    self.publicKey = publicKey
    self.comment = comment
    self.agent = agent
  }
}
