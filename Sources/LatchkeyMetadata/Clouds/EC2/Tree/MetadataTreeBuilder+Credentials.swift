import FoundationEssentials

/// The credentials: `identity-credentials/` of every instance, and `iam/` of one that was launched
/// with a role.
extension MetadataTreeBuilder {
  /// Adds both.
  ///
  /// - Returns: when they rotate.
  mutating func addCredentials(of instance: Instance, at time: Date) -> Date {
    // EC2's own, with which a real instance vouches for itself to other services.
    let own = SimulatedCredentials(of: instance, for: "ec2-instance", at: time)
    add(
      "meta-data/identity-credentials/ec2/info",
      """
      {
        "Code" : "Success",
        "LastUpdated" : "\(CivilTime(own.issued).iso8601)",
        "AccountId" : "\(Instance.account)"
      }
      """)
    add("meta-data/identity-credentials/ec2/security-credentials/ec2-instance", own.document)
    addRole(of: instance, at: time)
    return own.rotates
  }

  private mutating func addRole(of instance: Instance, at time: Date) {
    guard let role = instance.role else { return }
    let credentials = SimulatedCredentials(of: instance, for: role, at: time)
    let profile = "arn:\(instance.placement.partition):iam::\(Instance.account):instance-profile/"
    let profileID = ResourceID.make("AIPA", named: role).uppercased().filter { $0 != "-" }
    add(
      "meta-data/iam/info",
      """
      {
        "Code" : "Success",
        "LastUpdated" : "\(CivilTime(credentials.issued).iso8601)",
        "InstanceProfileArn" : "\(profile)\(role)",
        "InstanceProfileId" : "\(profileID)"
      }
      """)
    add("meta-data/iam/security-credentials/\(role)", credentials.document)
  }
}
