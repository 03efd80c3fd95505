/// Jump hosts: did they let us through?
extension Diagnosis {
  /// What a jump host's refusal means for the check behind it: its host was not asked. Only a host
  /// key that is not the expected one, and what may be otherwise in a moment, stays what it is.
  init(of hop: HopOutcome) {
    let port = hop.hop.port == 22 ? "" : ":\(hop.hop.port)"
    let detail = "the jump host \(hop.hop.host)\(port): \(hop.detail)"
    switch hop.verdict {
    case .untrusted, .inconclusive:
      self.init(hop.verdict, hop.stage, hop.reason, detail, remedy: hop.remedy)
    default:
      self.init(.unreachable, .tcp, .jumpFailed, detail, remedy: hop.remedy)
    }
  }

  /// The jump host let us in, and opened no connection.
  static func ofForwarding(
    _ failure: ChannelOpenFailure?, _ evidence: Evidence, _ check: AccessCheck
  ) -> Self {
    let jump = check.jumps.last?.host ?? "the jump host"
    let place = place(evidence, check)
    let words = failure.map { ": it says \"\($0.description)\"" } ?? ""
    if failure?.reason == ChannelOpenFailure.connectFailed {
      return Self(
        .unreachable, .tcp, .jumpCannotConnect,
        "\(jump) lets us in and cannot connect to \(place)\(words)",
        remedy: "check the host and the port as \(jump) sees them: its resolver, its routes, and "
          + "a firewall between the two")
    }
    return Self(
      .unreachable, .tcp, .forwardingRefused,
      "\(jump) lets us in and does not forward to \(place)\(words)",
      remedy: "set AllowTcpForwarding and PermitOpen on \(jump), and look for 'restrict' or "
        + "'no-port-forwarding' at the key there")
  }
}
