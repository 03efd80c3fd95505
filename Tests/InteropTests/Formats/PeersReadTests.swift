import LatchkeyFormats
import LatchkeyKeys
import Testing

/// Each file that latchkey writes, before each peer.
@Suite struct `Files that we write` {
  /// A key in a form, before a peer.
  struct Cell: CustomTestStringConvertible, Sendable {
    let peer: any Peer
    let form: WrittenForm
    let key: MatrixKey

    var testDescription: String { "\(peer.name): \(form.testDescription), \(key)" }
  }

  static let cells = peers.flatMap { peer in
    WrittenForm.all.flatMap { form in
      MatrixKey.allCases.filter(form.holds).map { Cell(peer: peer, form: form, key: $0) }
    }
  }

  @Test func `stand before every peer in number`() {
    #expect(Self.cells.count == peers.count * 110)
  }

  @Test(arguments: cells)
  func `are loaded by the peers that claim them, with key and comment, and refused by the others`(
    cell: Cell
  ) throws {
    let result = try MatrixRun.result(of: cell.peer)
    let answer = try #require(result.answers[cell.form]?[cell.key])
    let refusal = cell.peer.refusal(cell.form, cell.key)
    switch answer {
    case .loaded(let publicKey, let comment):
      #expect(try publicKey == cell.key.key().publicKey)
      if let comment { #expect(comment == MatrixKey.comment) }
      if let refusal {
        MatrixRun.record("loads it, though \"\(refusal.reason)\"", of: cell.peer, result)
      }
    case .refused(let words):
      if refusal == nil { MatrixRun.record("refuses it: \(words)", of: cell.peer, result) }
    }
  }

  @Test(arguments: peers.map(\.name))
  func `are not excused from a peer without need`(name: String) throws {
    let peer = try #require(peers.first { $0.name == name })
    for refusal in peer.refusals {
      let isNeeded = Self.cells.contains {
        $0.peer.name == name && peer.refusal($0.form, $0.key)?.reason == refusal.reason
      }
      #expect(isNeeded, "\(refusal.reason): nothing is left for this")
    }
  }

  @Test(arguments: ["ssh-keygen", "puttygen", "asyncssh"])
  func `keep a comment that the peer tells`(name: String) throws {
    let peer = try #require(peers.first { $0.name == name })
    let result = try MatrixRun.result(of: peer)
    for key in MatrixKey.allCases where peer.refusal(.locked(.openssh), key) == nil {
      guard case .loaded(_, let comment) = result.answers[.locked(.openssh)]?[key] else {
        Issue.record("\(key) was not loaded")
        continue
      }
      #expect(comment == MatrixKey.comment)
    }
  }
}
