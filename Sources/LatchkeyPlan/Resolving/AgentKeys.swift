internal import LatchkeyKeys
internal import LatchkeyVerifier

/// What an agent holds, as the keys of a plan name it.
struct AgentKeys {
  /// Why a key of a plan is not offered.
  struct Failure: Error {
    let reason: String
    /// Where the plan asks for what is not there; `nil`: where it names the key.
    var place: YAMLPlace?
  }

  private let path: String
  private let held: [Identity]

  /// Asks the agent.
  init(_ agent: SSHAgent?) throws(Failure) {
    guard let agent else {
      throw Failure(reason: "SSH_AUTH_SOCK is not set, so no agent is known")
    }
    path = agent.path.printable
    do {
      held = try agent.identities()
    } catch {
      throw Failure(reason: error.reason)
    }
  }

  /// What signs for a key whose certificate lies in a file: any entry of it can.
  func signer(of fingerprint: String) throws(Failure) -> Identity {
    let matches = try self.matches(fingerprint)
    return matches.first { $0.certificate == nil } ?? matches[0]
  }

  /// What is offered for a key: itself, or a certificate of it. An agent may hold a certificate
  /// alone, which is then what there is to offer.
  ///
  /// - Parameter fingerprint: the key's, with or without trailing `=`.
  func identity(
    _ fingerprint: String, _ certificate: AgentCertificate?
  ) throws(Failure) -> Identity {
    let matches = try self.matches(fingerprint)
    let wanted = matches[0].publicKey.fingerprint.text
    let plain = matches.first { $0.certificate == nil }
    switch certificate {
    case nil: if let plain { return plain }
    case .plain(let place):
      guard let plain else {
        throw Failure(
          reason: "the agent at \(path) holds certificates of the key \(wanted) only, not itself",
          place: place)
      }
      return plain
    case .only, .keyID: break
    }
    let certified = matches.filter { $0.certificate != nil }
    let place = certificate?.place
    let holds = "the agent at \(path) holds"
    guard !certified.isEmpty else {
      throw Failure(
        reason:
          "\(holds) no certificate of the key \(wanted); ssh-add KEY adds KEY-cert.pub with it",
        place: place)
    }
    let names = certified.compactMap { $0.certificate?.keyID.quoted }.listed
    var chosen = certified
    if case .keyID(let name)? = certificate {
      chosen = certified.filter { $0.certificate?.keyID == name.text }
      if chosen.isEmpty {
        throw Failure(
          reason:
            "\(holds) no certificate of the key \(wanted) with the key ID \(name.text.quoted), "
            + "but \(names)", place: place)
      }
    }
    guard chosen.count == 1 else {
      throw Failure(
        reason: "\(holds) \(chosen.count) certificates of the key \(wanted), with the key IDs "
          + "\(names); name one with agent-certificate, or keep it in a file and name that with "
          + "certificate", place: place)
    }
    return chosen[0]
  }

  /// All that it holds of a key: itself, certificates of it; at least one.
  private func matches(_ fingerprint: String) throws(Failure) -> [Identity] {
    var wanted = Substring(fingerprint)
    while wanted.hasSuffix("=") { wanted.removeLast() }
    let matches = held.filter { $0.publicKey.fingerprint.text == wanted }
    if matches.isEmpty {
      throw Failure(
        reason: "the agent at \(path) does not hold the key \(wanted); add it with ssh-add")
    }
    return matches
  }
}
