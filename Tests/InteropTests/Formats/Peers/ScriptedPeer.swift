import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport

/// A peer that is a library: a small program of ours in `Tests/InteropTests/Peers` lets it do all
/// files in one process.
struct ScriptedPeer: Peer {
  let name: String
  let knownVersion: String
  /// The program, with what comes first among its arguments; `nil` where it is not there.
  let command: @Sendable () -> (tool: Tool, arguments: [String])?
  /// Asked where the program does not tell it.
  var askedVersion: @Sendable () throws -> String? = { nil }
  /// Whether the files that it writes have the key's comment in them.
  var keepsComment = false
  let refusals: [Refusal]

  var isInstalled: Bool { command() != nil }

  func version() throws -> String {
    try askedVersion() ?? run(Request()).version ?? ""
  }

  func read(_ files: [WrittenFile]) throws -> [PeerAnswer] {
    let wanted = files.map {
      Request.File(
        path: $0.path, passphrase: $0.form.isEncrypted ? MatrixKey.passphrase : nil,
        isPublic: $0.form.isPublic)
    }
    let answers = try run(Request(read: wanted)).read ?? []
    guard answers.count == files.count else {
      throw PeerFailure(description: "\(name) answered \(answers.count) of \(files.count) files")
    }
    return try zip(files, answers).map { file, answer in
      guard let text = answer.text else { return .refused(answer.error ?? "said nothing") }
      let comment = answer.comment.map { KeyComment($0) }
      return try .loaded(printed: Array(text.utf8)) { _ in
        file.form.holdsComment(file.key) ? comment : nil
      }
    }
  }

  func write(_ sources: [PeerSource], in folder: TemporaryFolder) throws -> [PeerFile] {
    let request = Request(write: sources, passphrase: MatrixKey.passphrase)
    return try (run(request).written ?? []).map {
      var file = $0
      file.keepsComment = keepsComment
      return file
    }
  }

  private func run(_ request: Request) throws -> Reply {
    guard let (tool, arguments) = command() else {
      throw PeerFailure(description: "\(name) is not installed")
    }
    let outcome = try tool.run(
      arguments, input: Array(JSONEncoder().encode(request)),
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"], timeout: 120)
    guard outcome.status == 0 else { throw PeerFailure(description: outcome.errorText) }
    return try JSONDecoder().decode(Reply.self, from: Data(outcome.output))
  }

  /// See `peer.py`.
  private struct Request: Encodable {
    struct File: Encodable {
      let path: String
      let passphrase: String?
      let isPublic: Bool
    }
    var read: [File] = []
    var write: [PeerSource] = []
    var passphrase = ""
  }

  private struct Reply: Decodable {
    struct Answer: Decodable {
      let text: String?
      let comment: String?
      let error: String?
    }
    let version: String?
    let read: [Answer]?
    let written: [PeerFile]?
  }
}
