import Foundation
import LatchkeyCrypto
import LatchkeyFiles
import TestSupport
import Testing

/// Files that appear together or not at all.
@Suite struct FileSetTests {
  @Test(arguments: [1, 2, 100, 600])
  func `files get their names, content and modes with commit and not before`(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let files = FileSet()
    for index in 0..<count {
      try files.add(
        SecretBytes(copying: Array("secret \(index)".utf8)), as: folder.path("k\(index)"),
        mode: 0o600)
      try files.add(Array("public \(index)".utf8), as: folder.path("k\(index).pub"), mode: 0o644)
    }
    #expect(try folder.names().allSatisfy { $0.hasPrefix(".") })

    try files.commit()
    let names = (0..<count).flatMap { ["k\($0)", "k\($0).pub"] }.sorted()
    #expect(try folder.names() == names)
    for index in 0..<count {
      #expect(try folder.read("k\(index)") == Array("secret \(index)".utf8))
      #expect(try folder.read("k\(index).pub") == Array("public \(index)".utf8))
      #expect(try mode(folder.path("k\(index)")) == 0o600)
      #expect(try mode(folder.path("k\(index).pub")) == 0o644)
    }
  }

  @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm")))
  func `files in memory and files on a disk are one set`() throws {
    let folders = [try TemporaryFolder(), try TemporaryFolder(in: "/dev/shm")]
    let files = FileSet()
    for folder in folders {
      try files.add(SecretBytes(copying: [1, 2]), as: folder.path("one"), mode: 0o600)
      try files.add([3], as: folder.path("two"), mode: 0o644)
    }
    try files.commit()
    for folder in folders {
      #expect(try folder.names() == ["one", "two"])
      #expect(try folder.read("one") == [1, 2])
      #expect(try mode(folder.path("one")) == 0o600)
    }
    files.discard()
    for folder in folders { #expect(try folder.names() == []) }
  }

  @Test func `a name that is taken at the last moment takes all others back`() throws {
    let folder = try TemporaryFolder()
    let files = FileSet()
    try files.add(Array("one".utf8), as: folder.path("one"), mode: 0o644)
    try files.add(Array("two".utf8), as: folder.path("two"), mode: 0o644)
    try files.add(Array("three".utf8), as: folder.path("three"), mode: 0o644)
    try folder.write(Array("other".utf8), to: "two")

    let error = #expect(throws: FileError.self) { try files.commit() }
    #expect(error?.code == .exists)
    #expect(error?.path == folder.path("two"))
    #expect(try folder.names() == ["two"])
    #expect(try folder.read("two") == Array("other".utf8))
  }

  @Test func `a name that is taken is refused before anything is written`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("other".utf8), to: "one")
    let files = FileSet()
    let error = #expect(throws: FileError.self) {
      try files.checkFree(folder.path("one"))
    }
    #expect(error?.code == .exists)
    #expect(error?.path == folder.path("one"))
    try files.checkFree(folder.path("two"))
    try FileSet(existing: .replace).checkFree(folder.path("one"))
    #expect(try folder.names() == ["one"])
  }

  @Test func `a file is replaced where that was asked for`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("other".utf8), to: "one")
    let files = FileSet(existing: .replace)
    try files.add(Array("one".utf8), as: folder.path("one"), mode: 0o600)
    #expect(try folder.read("one") == Array("other".utf8))
    try files.commit()
    #expect(try folder.read("one") == Array("one".utf8))
    #expect(try folder.names() == ["one"])
  }

  @Test(arguments: [false, true])
  func `discard takes everything away`(_ isCommitted: Bool) throws {
    let folder = try TemporaryFolder()
    let files = FileSet()
    try files.add(Array("one".utf8), as: folder.path("one"), mode: 0o644)
    if isCommitted { try files.commit() }
    files.discard()
    #expect(try folder.names() == [])
  }

  @Test func `a set that is let go leaves nothing`() throws {
    let folder = try TemporaryFolder()
    do {
      let files = FileSet()
      try files.add(Array("one".utf8), as: folder.path("one"), mode: 0o644)
    }
    #expect(try folder.names() == [])
  }

  @Test func `a folder that is missing is named by the file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("missing/one")
    let error = #expect(throws: FileError.self) {
      try FileSet().add(Array("one".utf8), as: path, mode: 0o644)
    }
    #expect(error?.code == .notFound)
    #expect(error?.path == path)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
