/// A key of a plan, as it is written there.
public struct PlanKey: Sendable {
  /// Where the key is.
  public enum Source: Sendable {
    /// In a file, of whatever format; with the public half alone, the check only asks.
    case file(PlanName)
    /// In an ssh-agent, by its SHA-256 fingerprint.
    case agent(PlanName)
    /// Here: the public half alone.
    case publicKey(PlanName)
  }

  /// What rules and reports call it.
  public let name: String
  /// Where it stands.
  public let place: YAMLPlace
  /// Where the key is.
  public let source: Source
  /// The file whose first line unlocks it.
  public let passphraseFile: PlanName?
  /// The file of the certificate that is offered in its place.
  public let certificate: PlanName?
  /// The certificate that the agent holds and that is offered in its place.
  public let agentCertificate: AgentCertificate?
  /// By which rules may name it.
  public let tags: [String]
}
