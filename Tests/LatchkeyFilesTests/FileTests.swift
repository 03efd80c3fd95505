import Foundation
import LatchkeyCrypto
import LatchkeyFiles
import TestSupport
import Testing

@Suite struct `Reading a secret file` {
  @Test(arguments: [0, 1, 4095, 4096, 4097, 100_000])
  func `gives its whole content`(count: Int) throws {
    let folder = try TemporaryFolder()
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let path = try folder.write(content, to: "file")
    #expect(try SecretFile.read(path, limit: 100_000).constantTimeEquals(content) == true)
  }

  @Test func `stops at its limit, whatever the file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 1, count: 11), to: "file")
    #expect(try SecretFile.read(path, limit: 11).count == 11)
    for path in [path, "/dev/zero"] {
      #expect(throws: FileError(.tooLarge, path: "", "")) {
        _ = try SecretFile.read(path, limit: 10)
      }
    }
  }

  @Test func `says what is in the way`() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: FileError.self) {
      _ = try SecretFile.read(folder.path("none"), limit: 10)
    }
    #expect(missing?.code == .notFound)
    #expect(missing?.reason == "cannot open: no such file or directory")
    #expect(throws: FileError(.notAFile, path: "", "")) {
      _ = try SecretFile.read(folder.path, limit: 10)
    }
  }
}

@Suite struct `Writing a file atomically` {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test(arguments: [UInt16(0o600), 0o644])
  func `gives it the content and the mode, and leaves nothing else`(wanted: UInt16) throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(SecretBytes(copying: [1, 2, 3]), to: folder.path("key"), mode: wanted)
    #expect(try folder.read("key") == [1, 2, 3])
    #expect(try mode(folder.path("key")) == Int(wanted))
    #expect(try folder.names() == ["key"])
  }

  @Test func `keeps what exists unless told to replace it`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([9], to: "key")
    #expect(throws: FileError(.exists, path: "", "")) {
      try AtomicFile.write([1], to: path, mode: 0o600)
    }
    #expect(try folder.read("key") == [9])
    try AtomicFile.write([1], to: path, mode: 0o600, existing: .replace)
    #expect(try folder.read("key") == [1])
    #expect(try folder.names() == ["key"])
  }

  @Test func `replaces a symbolic link, not what it points to`() throws {
    let folder = try TemporaryFolder()
    let target = try folder.write([9], to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: target)
    #expect(throws: FileError(.exists, path: "", "")) {
      try AtomicFile.write([1], to: folder.path("link"), mode: 0o600)
    }
    try AtomicFile.write([1], to: folder.path("link"), mode: 0o600, existing: .replace)
    #expect(try folder.read("target") == [9])
    #expect(try folder.read("link") == [1])
  }

  @Test func `fails without a trace where the folder is missing`() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: folder.path("none/key"), mode: 0o600)
    }
    #expect(error?.code == .notFound)
    #expect(error?.path == folder.path("none/key"))
    #expect(try folder.names() == [])
  }

  @Test func `lets one of many writers win, and no reader see a part`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("shared")
    let contents = (UInt8(1)...8).map { [UInt8](repeating: $0, count: 50_000) }
    let winners = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for content in contents {
        group.addTask { (try? AtomicFile.write(content, to: path, mode: 0o600)) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(winners == 1)
    #expect(contents.contains(try folder.read("shared")))
    #expect(try folder.names() == ["shared"])
  }
}

@Suite struct `A file lock` {
  @Test func `keeps others out until it goes`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("lock")
    do {
      let lock = try FileLock(path)
      #expect(throws: FileError(.locked, path: "", "")) {
        _ = try FileLock(path, waiting: false)
      }
      _ = lock
    }
    _ = try FileLock(path, waiting: false)
  }

  @Test func `is shared among readers`() throws {
    let folder = try TemporaryFolder()
    let first = try FileLock(folder.path("lock"), exclusive: false)
    let second = try FileLock(folder.path("lock"), exclusive: false, waiting: false)
    _ = first
    _ = second
  }
}
