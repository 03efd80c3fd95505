import ArgumentParser
import LatchkeyCrypto
import LatchkeyMetadata
import LatchkeyPlan
import LatchkeyRotation
import LatchkeyVerifier

extension RotateCommand {
  func run() throws {
    let rotations = try self.rotations()
    let interruption = try CheckInterruption()
    var isDone = true
    for var rotation in rotations {
      rotation.interrupt = interruption.interrupt
      let outcome = rotation.run()
      RotationReport.print(outcome, of: rotation, outputOptions)
      try outputOptions.output.flush()
      isDone = isDone && outcome.isDone
      if interruption.isRequested || !(isDone || keepGoing) { break }
    }
    interruption.conclude()
    if !isDone { throw ExitCode(ExitStatus.no.rawValue) }
  }

  private func rotations() throws -> [Rotation] {
    let doors = try self.doors()
    let fresh = try key(new, "--new", newPassphraseFile ?? unlocking.passphraseFile)
    let place = try self.place()
    var rotations: [Rotation] = []
    for door in doors {
      do throws(RotationError) {
        var rotation = try Rotation(of: door.key, to: fresh, at: door.target, in: place)
        rotation.comment = comment
        rotation.keepsOldKey = keepOld
        rotations.append(rotation)
      } catch {
        throw CommandFailure(.badInput, error.description)
      }
    }
    return rotations
  }

  /// Each host and user, and the key that gets in there now.
  private func doors() throws -> [(target: AccessCheck, key: Identity)] {
    if let plan, let name = key {
      return try planned(PlanFile.read(plan, outputOptions.output), name, plan)
    }
    let policy = try hostKeys.policy()
    let old = try key(identity ?? "", "-i", unlocking.passphraseFile)
    let jumps = try connection.jumps([old], policy)
    var doors: [(AccessCheck, Identity)] = []
    for target in targets {
      let check = AccessCheck(
        host: target.host, port: target.port, user: try target.login(), identities: [],
        hostKeyPolicy: policy, deadlines: connection.deadlines(), jumps: jumps)
      doors.append((check, old))
    }
    return doors
  }

  /// Where a plan lets a key of it in.
  private func planned(
    _ plan: ResolvedPlan, _ name: String, _ path: String
  ) throws -> [(target: AccessCheck, key: Identity)] {
    var doors: [(AccessCheck, Identity)] = []
    for planned in plan.checks where planned.check.expectation == .allow {
      var check = planned.check
      guard let key = check.identities.first, key.name == name else { continue }
      check.deadlines = connection.deadlines(over: check.deadlines)
      check.id = "\(check.user)@\(check.hostName ?? check.host)"
      doors.append((check, key))
    }
    if doors.isEmpty {
      throw CommandFailure(
        .badInput,
        "\(InputFile.name(path)): no rule lets a key '\(Visible.text(name))' in anywhere",
        hint: "'latchkey check --plan \(path) --dry-run' lists who is let in where")
    }
    return doors
  }

  private func place() throws -> Rotation.Place {
    guard let instance else { return .authorizedKeys(path: authorizedKeys) }
    return try MetadataFailure.translate {
      let store = try storeOptions.store()
      // Asked now, because no connection is to be made for an instance that is not there.
      _ = try store.instance(instance)
      return .metadata(store, instance: instance, name: keyName ?? InjectableKey.name(of: new))
    }
  }

  private func key(
    _ path: String, _ option: String, _ passphraseFile: String?
  ) throws(CommandFailure) -> Identity {
    let unlocking = PassphraseOptions(file: passphraseFile)
    let keys = try CheckIdentities(
      keys: [path], certificates: [], usesAgent: agent, unlocking: unlocking)
    for warning in keys.warnings { outputOptions.output.warning(warning) }
    guard let key = keys.list.first, keys.list.count == 1 else {
      throw CommandFailure(
        .badInput, "\(InputFile.name(path)): \(keys.list.count) keys, where \(option) takes one",
        hint: "put the one that is meant into a file of its own")
    }
    return key
  }
}
