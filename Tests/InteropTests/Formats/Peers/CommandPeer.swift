import Foundation
import LatchkeyFormats
import LatchkeyKeys
import TestSupport

/// A peer that is a program, run once for each file.
protocol CommandPeer: Peer {
  /// The program's name on PATH.
  var program: String { get }
  /// Loads one file. `out` is a path for what the program writes.
  func read(_ file: WrittenFile, _ tool: Tool, out: String) throws -> PeerAnswer
  /// What it writes of one key.
  func write(
    _ source: PeerSource, _ tool: Tool, in folder: TemporaryFolder
  ) throws -> [PeerFile]
}

extension CommandPeer {
  var isInstalled: Bool { Tool(named: program) != nil }

  func tool() throws -> Tool {
    guard let tool = Tool(named: program) else {
      throw PeerFailure(description: "\(program) is not installed")
    }
    return tool
  }

  func read(_ files: [WrittenFile]) throws -> [PeerAnswer] {
    let tool = try tool()
    let folder = try TemporaryFolder()
    return try files.enumerated().map { try read($1, tool, out: folder.path("\($0)")) }
  }

  func write(_ sources: [PeerSource], in folder: TemporaryFolder) throws -> [PeerFile] {
    let tool = try tool()
    return try sources.flatMap { try write($0, tool, in: folder) }
  }

  /// What the program printed, if it ended well.
  func printed(_ tool: Tool, _ arguments: [String]) throws -> [UInt8]? {
    let outcome = try tool.run(arguments, timeout: 20)
    return outcome.status == 0 ? outcome.output : nil
  }

  /// The public key that the program prints, or its refusal.
  func answer(
    _ tool: Tool, _ arguments: [String], comment: (EncodedPublicKey) -> KeyComment? = { _ in nil }
  ) throws -> PeerAnswer {
    let outcome = try tool.run(arguments, timeout: 20)
    guard outcome.status == 0 else { return .refused(outcome.errorText) }
    return try .loaded(printed: outcome.output, comment: comment)
  }
}
