import Foundation
import LatchkeyFiles
import TestSupport
import Testing

@Suite struct `A file that is written piece by piece` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func stream(
    _ name: String = "report", existing: AtomicFile.Existing = .keep
  ) throws -> AtomicFileStream {
    try AtomicFileStream(folder.path(name), mode: 0o644, existing: existing)
  }

  @Test func `appears with all pieces and its mode, and not before`() throws {
    let stream = try stream()
    try stream.write([1, 2])
    let others = try folder.names()
    #expect(others.count == 1 && others.first?.hasPrefix(".report.") == true)
    #expect(try others.first.map { try folder.read($0) } == [1, 2])
    try stream.write([])
    try stream.write([3])
    try stream.commit()
    #expect(try folder.names() == ["report"])
    #expect(try folder.read("report") == [1, 2, 3])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("report"))
    #expect(attributes[.posixPermissions] as? Int == 0o644)
  }

  @Test(arguments: [false, true])
  func `leaves nothing when it is let go or given up`(isGivenUp: Bool) throws {
    try folder.write([9], to: "report")
    var stream: AtomicFileStream? = try stream(existing: .replace)
    try stream?.write([1])
    if isGivenUp {
      stream?.discard()
      #expect(throws: FileError(.notFound, path: "", "")) { try stream?.commit() }
    }
    stream = nil
    #expect(try folder.names() == ["report"])
    #expect(try folder.read("report") == [9])
  }

  @Test func `keeps what exists, even what appears at the last moment`() throws {
    let late = try stream()
    try late.write([1])
    try folder.write([9], to: "report")
    #expect(throws: FileError(.exists, path: "", "")) { _ = try stream() }
    #expect(throws: FileError(.exists, path: "", "")) { try late.commit() }
    #expect(try folder.read("report") == [9])
    let forced = try stream(existing: .replace)
    try forced.write([2])
    try forced.commit()
    #expect(try folder.read("report") == [2])
  }

  @Test func `replaces a symbolic link, not what it points to`() throws {
    let target = try folder.write([9], to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("report"), withDestinationPath: target)
    #expect(throws: FileError(.exists, path: "", "")) { _ = try stream() }
    let forced = try stream(existing: .replace)
    try forced.write([1])
    try forced.commit()
    #expect(try folder.read("target") == [9])
    #expect(try folder.read("report") == [1])
  }

  @Test func `is named where its folder is missing`() throws {
    let error = #expect(throws: FileError.self) { _ = try stream("none/report") }
    #expect(error?.code == .notFound)
    #expect(error?.path == folder.path("none/report"))
    #expect(try folder.names() == [])
  }
}
