import Foundation
import LatchkeyFiles
import TestSupport
import Testing

@Suite struct `Reading a file piece by piece` {
  private func pieces(_ path: String, limit: Int) throws -> [[UInt8]] {
    var reader = try FilePieces(path, limit: limit)
    var pieces: [[UInt8]] = []
    while let piece = try reader.next() { pieces.append(piece) }
    return pieces
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func `gives its whole content`(count: Int) throws {
    let folder = try TemporaryFolder()
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let pieces = try pieces(folder.write(content, to: "file"), limit: 200_000)
    #expect(Array(pieces.joined()) == content)
    #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= 65_536 })
  }

  @Test func `fills a piece, however little a pipe gives at once`() throws {
    let pipe = Pipe()
    let writer = Thread {
      for byte in UInt8(0)..<100 { pipe.fileHandleForWriting.write(Data([byte])) }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    var reader = try FilePieces(
      descriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe", limit: 100)
    #expect(try reader.next() == Array(0..<100))
    #expect(try reader.next() == nil)
  }

  @Test func `stops at its limit, whatever the file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 1, count: 11), to: "file")
    #expect(try pieces(path, limit: 11).joined().count == 11)
    for path in [path, "/dev/zero"] {
      #expect(throws: FileError(.tooLarge, path: "", "")) { _ = try pieces(path, limit: 10) }
    }
  }

  @Test func `says what is in the way`() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: FileError.self) { _ = try pieces(folder.path("none"), limit: 10) }
    #expect(
      missing?.description == "\(folder.path("none")): cannot open: no such file or directory")
    #expect(throws: FileError(.notAFile, path: "", "")) { _ = try pieces(folder.path, limit: 10) }
  }
}
