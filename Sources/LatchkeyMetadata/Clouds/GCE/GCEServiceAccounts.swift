import FoundationEssentials

/// `instance/service-accounts/`: an instance's role as GCE has it.
enum GCEServiceAccounts {
  /// The folder: by address and as `default`; empty where the instance has no role.
  static func folder(of instance: Instance) -> GCENode {
    guard let role = instance.role else { return .folder([], namesAreOwn: true) }
    let address = role.contains("@") ? role : "\(role)@\(GCEProject.id).iam.gserviceaccount.com"
    let account = GCENode.folder([
      .init("aliases", .list(["default"])),
      .init("email", address),
      .init("identity", .identity(account: address)),
      .init("scopes", .list(["https://www.googleapis.com/auth/cloud-platform"])),
      .init("token", .token),
    ])
    let entries = [GCENode.Entry(address, account), .init("default", account)]
    return .folder(entries.sorted { $0.name < $1.name }, namesAreOwn: true)
  }

  /// The access token, as it is at a time.
  static func token(of instance: Instance, at time: Date) -> JSONTree {
    let token = SimulatedToken(of: instance, at: time)
    return .object([
      .init("access_token", token.text), .init("expires_in", .number(UInt64(token.secondsLeft))),
      .init("token_type", "Bearer"),
    ])
  }

  /// The identity token for an audience: a JSON Web Token (RFC 7519) that nobody has signed, and
  /// whose issuer is nobody.
  static func identity(
    of instance: Instance, account: String, for audience: String, at time: Date
  ) -> String {
    let token = SimulatedToken(of: instance, at: time)
    let header = JSONTree.object(["alg": "none", "typ": "JWT"])
    let claims = JSONTree.object([
      .init("aud", audience), .init("email", account),
      .init("exp", .number(UInt64(token.expires))), .init("iat", .number(UInt64(token.issued))),
      .init("iss", "https://latchkey.invalid/simulated"),
      .init("sub", "\(ResourceID.number(named: account))"),
    ])
    return [header.text, claims.text, token.text].map(encoded).joined(separator: ".")
  }

  /// Base64 for URLs without padding, RFC 7515 §2.
  private static func encoded(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
