import LatchkeyKeys
import LatchkeyVerifier

/// The authorized_keys file of a real host, changed over SSH by the user whose it is.
struct AuthorizedKeysPlace: KeyPlace {
  let target: AccessCheck
  /// Who logs in to make the change.
  let identity: Identity
  let oldKey: PublicKey
  let newKey: PublicKey
  let comment: String?
  let path: String?
  /// For how long the host waits to be told that a change may stay.
  let confirmationTime: Duration
  let interrupt: Interrupt?
  let cause: RotationCause

  /// The most that is read of a file: thousands of keys.
  private static let sizeLimit = 4 << 20

  func make(_ change: KeyChange, verify: @escaping () -> Verification) -> ChangeOutcome {
    let mark = "latchkey-" + String(UInt64.random(in: .min ... .max), radix: 16)
    let script = RemoteScript(
      mark: mark, path: path, patience: Int(confirmationTime / .seconds(1)))
    let (old, new, comment) = (oldKey, newKey, comment)
    // It is called on this thread, within `verify` below, and by nobody afterwards.
    nonisolated(unsafe) let verify = verify
    let remote = RemoteEdit(
      script, edit: { Self.edit(change, $0, old, new, comment) }, verify: { verify() })
    var check = target
    check.identities = [identity]
    check.expectation = .allow
    check.command = RemoteScript.command
    check.dialogue = CommandDialogue(outputLimit: Self.sizeLimit) { remote.answer($0) }
    // What comes before the host begins to wait may take as long as any command.
    check.deadlines.command = confirmationTime + target.deadlines.command
    check.deadlines.total = confirmationTime + target.deadlines.total
    do throws(VerifierError) {
      let outcome = try AccessVerifier().verify([check], interrupt: interrupt)[0]
      cause.note(outcome)
      return Self.outcome(remote, outcome)
    } catch {
      return .notMade(error.description)
    }
  }

  private static func edit(
    _ change: KeyChange, _ content: [UInt8], _ old: PublicKey, _ new: PublicKey, _ comment: String?
  ) -> RemoteEdit.Edit {
    var text = AuthorizedKeysText(bytes: content)
    switch change {
    case .addNew:
      if text.count(of: new) > 0 { return .nothingToDo }
      if text.count(of: old) == 0 {
        return .refuse(text.lineHidingBehindMark(old).map(hidden) ?? elsewhere)
      }
      text.add(new, beside: old, comment: comment)
    case .removeOld:
      if text.count(of: old) == 0 && text.lineHidingBehindMark(old) == nil { return .nothingToDo }
      if text.count(of: new) == 0 {
        return .refuse("the new key is not in the file any more: somebody else changed it")
      }
      text.remove(old)
    }
    return .replace(text.bytes)
  }

  private static let elsewhere =
    "the old key is not in the file, so the host takes it from elsewhere (AuthorizedKeysFile, "
    + "AuthorizedKeysCommand or a certificate); name the file with --authorized-keys, or rotate there"

  private static func hidden(line: Int) -> String {
    "the old key stands in line \(line) behind a byte order mark (EF BB BF), where sshd does not "
      + "see it, so the host takes it from elsewhere; name that file with --authorized-keys, and "
      + "save this one without the mark"
  }

  private static func outcome(_ remote: RemoteEdit, _ outcome: Outcome) -> ChangeOutcome {
    let result = outcome.command ?? CommandResult()
    if let failure = remote.failure(result) {
      let words =
        String(decoding: result.errors.prefix(200), as: UTF8.self)
        .split(separator: "\n").last.map { " (\($0))" } ?? ""
      return .notMade(failure + words)
    }
    switch remote.progress {
    case .starting, .reading:
      return .notMade(
        outcome.verdict == .allowed
          ? "the host ran no shell for the change: \(outcome.detail)\(lastWords(result))"
          : outcome.detail)
    case .refused(let why): return .notMade(why)
    case .nothingToDo(let seen): return seen.isMet ? .alreadySo : .notMade(seen.detail)
    case .judged(let seen) where seen.isMet && remote.says("kept", result): return .kept
    case .judged(let seen) where remote.says("restored", result): return .takenBack(seen.detail)
    case .judged(let seen):
      return .unclear("\(seen.detail); and then the connection was lost: \(outcome.detail)")
    case .replacing:
      return remote.says("restored", result)
        ? .takenBack("it was not confirmed in time")
        : .unclear("the connection was lost while the file was being replaced: \(outcome.detail)")
    }
  }

  /// What was said instead of what was asked for, its last line: why an account has no shell.
  private static func lastWords(_ result: CommandResult) -> String {
    for stream in [result.errors, result.output] {
      let line = stream.split(separator: UInt8(ascii: "\n")).last ?? []
      if !line.isEmpty {
        return "; it says \"\(String(decoding: line.prefix(200), as: UTF8.self))\""
      }
    }
    return ""
  }
}
