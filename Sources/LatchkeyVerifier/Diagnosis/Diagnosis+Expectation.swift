/// What is to be done about a verdict that is not the one expected, where that is another thing than
/// what the verdict by itself asks for: who wants a door shut is not told how to open it.
extension Diagnosis {
  /// `nil` where the verdict's own remedy stands.
  static func remedy(
    for verdict: Verdict, _ reason: Reason, _ evidence: Evidence, _ check: AccessCheck,
    _ identity: Int?
  ) -> String? {
    switch (verdict, check.expectation) {
    case (.allowed, _) where evidence.keys.last?.answer == .acceptedUnproven:
      return
        "give \(check.user) a password or lock the account, and set PermitEmptyPasswords no on "
        + "the server; to take a key away changes nothing"
    case (.allowed, .deny):
      return removal(check, identity) + ", or expect it to be allowed"
    case (.partial, .deny):
      return removal(check, identity) + ", or expect a partial verdict"
    case (.allowed, .partial) where reason == .keyListed:
      return
        "give the private key: by a public key alone it cannot be seen whether the server wants "
        + "a further factor"
    case (.allowed, .partial):
      return "have the server want a further factor of \(check.user) (AuthenticationMethods), or "
        + "expect the key to be allowed"
    default: return nil
    }
  }

  private static func removal(_ check: AccessCheck, _ identity: Int?) -> String {
    if let identity, check.identities.indices.contains(identity),
      check.identities[identity].certificate != nil
    {
      return "revoke the certificate on the server (RevokedKeys), or take its authority from there"
    }
    return "remove the key from \(check.user)'s authorized keys on the server"
  }
}
