import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import Testing

/// Each file that each peer writes.
@Suite struct `Files that peers write` {
  struct Cell: CustomTestStringConvertible, Sendable {
    let peer: any Peer
    let key: MatrixKey

    var testDescription: String { "\(peer.name): \(key)" }
  }

  static let cells = peers.flatMap { peer in
    MatrixKey.allCases.map { Cell(peer: peer, key: $0) }
  }

  @Test(arguments: cells)
  func `are read with key and comment`(cell: Cell) throws {
    let result = try MatrixRun.result(of: cell.peer)
    let expected = try cell.key.key().publicKey
    for (file, read) in result.written where file.kind == cell.key {
      do {
        let read = try read.get()
        #expect(read.publicKey == expected, "\(file.variant)")
        #expect(read.form.isEncrypted == file.isEncrypted, "\(file.variant)")
        if file.keepsComment, read.form.holdsComment {
          #expect(read.comment == MatrixKey.comment, "\(file.variant)")
        }
      } catch {
        Issue.record(
          "\(file.variant): \(error)\n\(String(decoding: file.file, as: UTF8.self))")
      }
    }
  }
}
