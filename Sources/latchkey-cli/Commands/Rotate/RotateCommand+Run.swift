import ArgumentParser
import LatchkeyCrypto
import LatchkeyMetadata
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
    let policy = try hostKeys.policy()
    let old = try key(identity, "-i", unlocking.passphraseFile)
    let fresh = try key(new, "--new", newPassphraseFile ?? unlocking.passphraseFile)
    var deadlines = Deadlines()
    if let timeout { deadlines.total = .seconds(timeout) }
    var jumps: [JumpHost] = []
    for target in jump?.targets ?? [] {
      jumps.append(
        JumpHost(
          host: target.host, port: target.port, user: try target.login(), identities: [old],
          hostKeyPolicy: policy))
    }
    var rotations: [Rotation] = []
    for target in targets {
      let check = AccessCheck(
        host: target.host, port: target.port, user: try target.login(), identities: [],
        hostKeyPolicy: policy, deadlines: deadlines, jumps: jumps)
      do throws(RotationError) {
        var rotation = try Rotation(of: old, to: fresh, at: check)
        rotation.comment = comment
        rotation.keepsOldKey = keepOld
        rotations.append(rotation)
      } catch {
        throw CommandFailure(.badInput, error.description)
      }
      rotations[rotations.count - 1].place = try place()
    }
    return rotations
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
