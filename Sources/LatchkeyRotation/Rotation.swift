internal import LatchkeyKeys
public import LatchkeyMetadata
public import LatchkeyVerifier

/// Replaces one key of a user by another on one host, and never locks anybody out: the new key is let
/// in and verified before the old one is touched, and each change is taken back, by the host itself if
/// need be, unless it has been verified.
public struct Rotation: Sendable {
  /// Where the host's keys stand.
  public enum Place: Sendable {
    /// In a file of authorized_keys on the host, which is changed over SSH by whoever logs in;
    /// `nil`: the user's own `~/.ssh/authorized_keys`.
    case authorizedKeys(path: String?)
    /// In the metadata of a simulated instance; the new key has this name there.
    case metadata(InstanceStore, instance: String, name: String)
  }

  /// Who is let in where; its ``AccessCheck/identities`` and its expectation do not matter. Jump hosts
  /// that are passed by the old key are offered the new one after it.
  public var target: AccessCheck
  /// The key that gets in now.
  public var oldKey: Identity
  /// The key that shall.
  public var newKey: Identity
  /// The comment of the new key's line; `nil`: that of the old one's.
  public var comment: String?
  /// Where the keys stand.
  public var place: Place
  /// Whether the old key is left as it is.
  public var keepsOldKey = false
  /// For how long a host waits to be told that a change may stay, before it takes it back.
  public var confirmationTime = Duration.seconds(180)
  /// Ends the rotation early when it is requested, with the change under way taken back.
  public var interrupt: Interrupt?

  /// A rotation.
  ///
  /// - Throws: ``RotationError/Code/sameKey``; ``RotationError/Code/publicHalfOnly``, because only a
  ///   key that logs in proves that it can take the other's place.
  public init(
    of oldKey: Identity, to newKey: Identity, at target: AccessCheck,
    in place: Place = .authorizedKeys(path: nil)
  ) throws(RotationError) {
    let fingerprint = newKey.publicKey.fingerprint.text
    if oldKey.publicKey == newKey.publicKey {
      throw RotationError(
        .sameKey,
        "the new key is the old one, \(fingerprint): make another with 'latchkey generate'")
    }
    for (key, name) in [(oldKey, "old"), (newKey, "new")] {
      if case .publicKey(let half) = key.material {
        throw RotationError(
          .publicHalfOnly,
          "the \(name) key \(half.fingerprint.text) is a public half: a rotation logs in with both "
            + "keys; give the private half, or an agent that holds it")
      }
    }
    self.target = target
    // A jump host whose keys were rotated before takes the new one; this one was reached by the old.
    for jump in target.jumps.indices
    where target.jumps[jump].identities.contains(where: { $0.publicKey == oldKey.publicKey }) {
      self.target.jumps[jump].identities.append(newKey)
    }
    self.oldKey = oldKey
    self.newKey = newKey
    self.place = place
  }

  /// Rotates, and waits for the end.
  public func run() -> RotationOutcome {
    let cause = RotationCause()
    var steps: [RotationStep] = []
    let old = ask(oldKey, .allow, cause)
    guard old.isMet else {
      // Only a host that was asked can say that the new key is in the old one's place already.
      let new = old.outcome?.verdict == .denied ? ask(newKey, .allow, cause) : nil
      let isRotated = new?.isMet ?? false
      let seen = [old.detail, new?.detail].compactMap { $0 }.joined(separator: "; ")
      steps.append(RotationStep(name: .before, isDone: isRotated, detail: seen))
      return RotationOutcome(
        state: isRotated ? .rotated : .unchanged, isDone: isRotated, steps: steps,
        remedy: isRotated
          ? nil : cause.isInterrupted ? cause.remedy(isAsBefore: true) : old.outcome?.remedy)
    }
    steps.append(RotationStep(name: .before, isDone: true, detail: old.detail))

    let added = keys(by: oldKey, cause).make(.addNew) { verify(old: .allow, cause) }
    steps.append(step(.add, added))
    switch added {
    case .kept, .alreadySo: break
    case .takenBack, .notMade: return end(.unchanged, steps, cause)
    case .unclear: return end(.unclear, steps, cause)
    }
    if keepsOldKey { return end(.bothKeys, steps, cause) }

    // By the new key: whoever takes the old one away holds what gets in without it.
    let removed = keys(by: newKey, cause).make(.removeOld) { verify(old: .deny, cause) }
    steps.append(step(.remove, removed))
    switch removed {
    case .kept, .alreadySo: return end(.rotated, steps, cause)
    case .takenBack, .notMade: return end(.bothKeys, steps, cause)
    case .unclear: return end(.unclear, steps, cause)
    }
  }

  /// Whether both keys stand as they should with a change made.
  private func verify(old expectation: Expectation, _ cause: RotationCause) -> Verification {
    let new = ask(newKey, .allow, cause)
    guard new.isMet else { return Verification(isMet: false, detail: new.detail) }
    let old = ask(oldKey, expectation, cause)
    if expectation == .deny { cause.note(old: old.outcome) }
    return Verification(isMet: old.isMet, detail: "\(new.detail); \(old.detail)")
  }

  private func ask(
    _ key: Identity, _ expectation: Expectation, _ cause: RotationCause
  ) -> (isMet: Bool, detail: String, outcome: Outcome?) {
    var check = target
    check.identities = [key]
    check.expectation = expectation
    check.command = nil
    check.dialogue = nil
    do throws(VerifierError) {
      let outcome = try AccessVerifier().verify([check], interrupt: interrupt)[0]
      cause.note(outcome)
      return (outcome.isMet, outcome.detail, outcome)
    } catch {
      return (false, error.description, nil)
    }
  }

  private func keys(by identity: Identity, _ cause: RotationCause) -> any KeyPlace {
    switch place {
    case .authorizedKeys(let path):
      AuthorizedKeysPlace(
        target: target, identity: identity, oldKey: oldKey.publicKey, newKey: newKey.publicKey,
        comment: comment, path: path, confirmationTime: confirmationTime, interrupt: interrupt,
        cause: cause)
    case .metadata(let store, let instance, let name):
      MetadataPlace(
        store: store, instance: instance, oldKey: oldKey.publicKey, newKey: newKey.publicKey,
        name: name)
    }
  }

  private func step(_ name: RotationStep.Name, _ outcome: ChangeOutcome) -> RotationStep {
    let verb = name == .add ? "the new key was added" : "the old key was removed"
    return switch outcome {
    case .kept: RotationStep(name: name, isDone: true, detail: "\(verb), and verified")
    case .alreadySo: RotationStep(name: name, isDone: true, detail: "it was so already")
    case .takenBack(let why):
      RotationStep(name: name, isDone: false, detail: "\(verb), and that was taken back: \(why)")
    case .notMade(let why): RotationStep(name: name, isDone: false, detail: why)
    case .unclear(let why): RotationStep(name: name, isDone: false, detail: why)
    }
  }

  private func end(
    _ state: RotationOutcome.State, _ steps: [RotationStep], _ cause: RotationCause
  ) -> RotationOutcome {
    let isDone = state == .rotated || (state == .bothKeys && keepsOldKey)
    let remedy: String? =
      switch state {
      case .rotated: nil
      case .bothKeys where isDone: nil
      case .bothKeys: cause.remedy(isAsBefore: false)
      case .unchanged: cause.remedy(isAsBefore: true)
      case .unclear:
        "check both keys with 'latchkey check'; an unconfirmed change is taken back by the host "
          + "itself within \(Int(confirmationTime / .seconds(1))) s"
      }
    return RotationOutcome(state: state, isDone: isDone, steps: steps, remedy: remedy)
  }
}
