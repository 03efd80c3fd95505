import LatchkeyVerifier

/// What a schema cannot say about a plan: fields that exclude each other, times out of bounds, names
/// that are taken.
enum PlanSense {
  /// All that is wrong, the names in rules left aside.
  static func errors(in plan: Plan) -> [PlanError] {
    var errors: [PlanError] = []
    func fail(_ code: PlanError.Code, _ place: YAMLPlace, _ reason: String) {
      errors.append(PlanError(code, in: plan.fileName, at: place, reason))
    }
    for key in plan.keys where key.name == "all" {
      fail(.wrongValue, key.place, "all means every key, and no key can be called that")
    }
    for (field, time) in [
      ("connect-timeout", plan.defaults.connectTimeout), ("timeout", plan.defaults.timeout),
    ] {
      guard let time, time.value <= .zero || time.value > PlanDuration.most else { continue }
      fail(
        .wrongValue, time.place,
        "defaults.\(field): expected a time of more than 0 and at most a day (24h)")
    }
    for name in plan.defaults.hostKeys ?? [] where plan.defaults.knownHosts != nil {
      fail(.contradiction, name.place, Self.bothSorts("defaults"))
      break
    }
    // Those that allow come first, and have commands alone.
    for (index, rule) in plan.rules.enumerated() {
      guard let size = rule.command?.utf8.count, size > AccessCheck.commandLimit else { continue }
      fail(
        .wrongValue, rule.commandPlace ?? rule.place,
        "allow[\(index + 1)].exec: found a command of \(size) bytes, expected "
          + "\(AccessCheck.commandLimit) at most, which is what the SSH library sends; let it run a "
          + "script that lies on the server")
    }
    errors += textErrors(in: plan)
    let keys = Roster(keys: plan.keys)
    for host in plan.hosts {
      if host.name == "all" {
        fail(.wrongValue, host.place, "all means every host, and no host can be called that")
      }
      if let place = host.addressPlace, let found = host.address.flatMap(AddressWithPort.init) {
        fail(.wrongValue, place, "hosts.\(host.name): \(found.mistake("port"))")
      }
      if let place = host.ignoresHostKey, host.hostKeys != nil || host.knownHosts != nil {
        fail(
          .contradiction, place,
          "hosts.\(host.name): insecure-ignore-host-key contradicts host-keys and known-hosts")
      } else if let first = host.hostKeys?.first, host.knownHosts != nil {
        fail(.contradiction, first.place, Self.bothSorts("hosts.\(host.name)"))
      }
      for name in host.jumpKeys ?? [] where keys.index(of: name.text) == nil {
        fail(
          .unknownName, name.place,
          "there is no key \(name.text.quoted)\(Roster.advice(name.text, keys.names))")
      }
    }
    return errors
  }

  /// What is wrong with fingerprints and public keys that stand in the plan itself.
  static func textErrors(in plan: Plan) -> [PlanError] {
    var errors: [PlanError] = []
    let names = (plan.defaults.hostKeys ?? []) + plan.hosts.flatMap { $0.hostKeys ?? [] }
    for name in names {
      do throws(PlanError) {
        _ = try HostKeyLoader.fingerprint(name, plan.fileName)
      } catch {
        errors.append(error)
      }
    }
    for key in plan.keys {
      guard case .publicKey(let name) = key.source else { continue }
      do throws(PlanError) {
        _ = try KeyLoader.publicKey(name, plan.fileName)
      } catch {
        errors.append(error)
      }
    }
    return errors
  }

  private static func bothSorts(_ path: String) -> String {
    "\(path): host-keys pins the key, so known-hosts would not be looked at; keep one of them"
  }
}
