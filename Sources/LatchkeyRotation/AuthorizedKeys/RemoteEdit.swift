import LatchkeyVerifier
import Synchronization

/// The conversation with the script: reads the file, edits it, has it replaced, and says whether that
/// is to stay.
final class RemoteEdit: Sendable {
  /// How far it came.
  enum Progress: Sendable {
    /// Nothing has been said yet.
    case starting
    /// The file has not been read yet.
    case reading
    /// There was nothing to edit; `isMet`, `detail`: what was seen all the same.
    case nothingToDo(Verification)
    /// The edit was refused before anything was sent.
    case refused(String)
    /// The new content is on its way.
    case replacing
    /// It stands, and was judged.
    case judged(Verification)
  }

  private let script: RemoteScript
  private let edit: @Sendable ([UInt8]) -> Edit
  private let verify: @Sendable () -> Verification
  private let state = Mutex(Progress.starting)

  /// What an edit comes to.
  enum Edit: Sendable {
    case replace([UInt8])
    case nothingToDo
    case refuse(String)
  }

  init(
    _ script: RemoteScript, edit: @escaping @Sendable ([UInt8]) -> Edit,
    verify: @escaping @Sendable () -> Verification
  ) {
    self.script = script
    self.edit = edit
    self.verify = verify
  }

  /// How far it came.
  var progress: Progress { state.withLock { $0 } }

  /// What to say to what the script has written so far.
  func answer(_ result: CommandResult) -> [UInt8] {
    switch progress {
    case .starting:
      set(.reading)
      return script.reading
    case .reading:
      guard let content = content(result) else { return [] }
      return begin(result.isTruncated ? .refuse("the file is too large") : edit(content))
    case .replacing:
      guard says("applied", result) else { return [] }
      let seen = verify()
      set(.judged(seen))
      return seen.isMet ? RemoteScript.keep : RemoteScript.takeBack
    case .nothingToDo, .refused, .judged: return []
    }
  }

  /// Whether the script said a word.
  func says(_ word: String, _ result: CommandResult) -> Bool {
    result.output.place(of: "\(script.mark) \(word)\n") != nil
  }

  /// Why the script gave up, in its words.
  func failure(_ result: CommandResult) -> String? {
    guard let start = result.output.place(of: "\(script.mark) failed ") else {
      return nil
    }
    let line = result.output[start.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self)
  }

  private func begin(_ edit: Edit) -> [UInt8] {
    switch edit {
    case .replace(let content):
      set(.replacing)
      return script.replacing(with: content)
    case .nothingToDo:
      set(.nothingToDo(verify()))
      return RemoteScript.leave
    case .refuse(let why):
      set(.refused(why))
      return RemoteScript.leave
    }
  }

  private func set(_ progress: Progress) { state.withLock { $0 = progress } }

  private func content(_ result: CommandResult) -> [UInt8]? {
    let output = result.output
    guard let start = output.place(of: "\(script.mark) file\n"),
      let end = output.place(of: "\n\(script.mark) end\n"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return Array(output[start.upperBound..<end.lowerBound])
  }
}
