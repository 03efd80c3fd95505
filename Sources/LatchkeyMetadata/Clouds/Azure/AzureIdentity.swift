import FoundationEssentials

/// `/metadata/identity`: an instance's role as Azure has it, an identity that the system has
/// assigned.
///
/// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
struct AzureIdentity {
  let instance: Instance

  /// What lies at a path below.
  func reply(
    at path: some Collection<String>, _ target: RequestTarget, at time: Date
  ) -> AzureReply {
    switch Array(path) {
    case ["info"]: .json(.object(["tenantId": Self.tenant]))
    case ["oauth2", "token"]: token(target, at: time)
    default: .noSuchPath
    }
  }

  private static let tenant = ResourceID.uuid(named: "latchkey-simulated tenant")

  private func token(_ target: RequestTarget, at time: Date) -> AzureReply {
    guard let audience = target.values(of: "resource").first, !audience.isEmpty else {
      return refuse("Required audience parameter not specified")
    }
    guard let role = instance.role else { return refuse("Identity not found") }
    let client = ResourceID.uuid(named: "client \(role)")
    for name in ["client_id", "object_id", "msi_res_id", "mi_res_id"] {
      // The one identity that there is can be asked for by name, and no other.
      guard target.values(of: name).allSatisfy({ $0 == client && name == "client_id" }) else {
        return refuse("Identity not found")
      }
    }
    let token = SimulatedToken(of: instance, at: time)
    return .json(
      .object([
        "access_token": token.text, "client_id": client, "expires_in": "\(token.secondsLeft)",
        "expires_on": "\(token.expires)", "ext_expires_in": "\(token.secondsLeft)",
        "not_before": "\(token.issued)", "resource": audience, "token_type": "Bearer",
      ]))
  }

  private func refuse(_ reason: String) -> AzureReply {
    .refuse(400, .object(["error": "invalid_request", "error_description": reason]))
  }
}
