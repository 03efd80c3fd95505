import FoundationEssentials

/// `iam/`, of an instance that was launched with a role.
extension MetadataTreeBuilder {
  /// Adds the role and its credentials.
  ///
  /// - Returns: when the credentials rotate; `nil` without a role.
  mutating func addRole(of instance: Instance, at time: Date) -> Date? {
    guard let role = instance.role else { return nil }
    let credentials = SimulatedCredentials(of: instance, at: time)
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
    return credentials.rotates
  }
}
