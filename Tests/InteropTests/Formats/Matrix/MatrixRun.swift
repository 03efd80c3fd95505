import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

/// One run of all peers over all files, which every test of the matrix looks at.
enum MatrixRun {
  private static let results = Result { try runAll() }

  /// What a peer read and wrote. Where it is not installed, the test that asks is skipped; with
  /// `LATCHKEY_REQUIRE_PEERS=1` it fails.
  static func result(of peer: any Peer) throws -> PeerResult {
    guard peer.isInstalled || isRequired else {
      try Test.cancel("\(peer.name) is not installed")
    }
    guard let result = try results.get()[peer.name] else {
      throw PeerFailure(description: "\(peer.name) was not run")
    }
    return try result.get()
  }

  /// Notes that the matrix is not as expected: an error, unless the peer is of a version that
  /// nobody has looked at yet.
  static func record(_ message: String, of peer: any Peer, _ result: PeerResult) {
    let isKnown = result.majorMinor == peer.knownVersion
    Issue.record(
      "\(peer.name) \(result.version): \(message)", severity: isKnown ? .error : .warning)
  }

  private static var isRequired: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
  }

  private static func runAll() throws -> [String: Result<PeerResult, any Error>] {
    let folder = try TemporaryFolder()
    let files = try WrittenFile.writeAll(to: folder)
    let sources = try MatrixKey.allCases.map { try PeerSource($0, in: folder) }
    let results = Mutex<[String: Result<PeerResult, any Error>]>([:])
    let present = peers.filter { $0.isInstalled || isRequired }
    DispatchQueue.concurrentPerform(iterations: present.count) { index in
      let peer = present[index]
      let result = Result { try run(peer, files, sources) }
      results.withLock { $0[peer.name] = result }
    }
    return results.withLock { $0 }
  }

  private static func run(
    _ peer: any Peer, _ files: [WrittenFile], _ sources: [PeerSource]
  ) throws -> PeerResult {
    let read = try peer.read(files)
    var answers: [WrittenForm: [MatrixKey: PeerAnswer]] = [:]
    for (file, answer) in zip(files, read) {
      answers[file.form, default: [:]][file.key] = answer
    }
    let written = try peer.write(sources, in: TemporaryFolder())
    return PeerResult(
      version: try peer.version(), answers: answers,
      written: written.map { file in (file, Result { try ReadFile(file) }) })
  }
}
