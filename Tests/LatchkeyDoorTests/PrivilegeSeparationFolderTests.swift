import Foundation
import TestSupport
import Testing

@testable import LatchkeyDoor

@Suite struct `The privilege separation folder` {
  private static func mode(_ path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  /// Holds the folder while a body runs.
  private static func hold(_ path: String, while body: () -> Void = {}) throws {
    let held = try PrivilegeSeparationFolder(path: path)
    body()
    _ = consume held
  }

  @Test func `is made where it is missing and removed after the last door`() throws {
    let path = try TemporaryFolder().path + "-sshd"
    try Self.hold(path) {
      #expect(Self.mode(path) == 0o700)
      #expect(throws: Never.self) {
        try Self.hold(path)
        PrivilegeSeparationFolder.removeUnused(path: path, serverRuns: { false })
      }
      #expect(Self.mode(path) == 0o700, "another door still uses it")
    }
    PrivilegeSeparationFolder.removeUnused(path: path, serverRuns: { false })
    #expect(Self.mode(path) == nil)
  }

  @Test func `stays where the system made it`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try Self.hold(folder.path)
    PrivilegeSeparationFolder.removeUnused(path: folder.path, serverRuns: { false })
    #expect(Self.mode(folder.path) == 0o755)
  }

  @Test func `is handed over to a server that runs meanwhile`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("sshd")
    try Self.hold(path)
    PrivilegeSeparationFolder.removeUnused(path: path, serverRuns: { true })
    #expect(Self.mode(path) == 0o755)
    PrivilegeSeparationFolder.removeUnused(path: path, serverRuns: { false })
    #expect(Self.mode(path) == 0o755, "no longer ours")
  }

  @Test func `is never reached through a symbolic link`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("sshd")
    try FileManager.default.createDirectory(
      atPath: folder.path("target"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "target")
    #expect(throws: DoorError.self) { try Self.hold(path) }
    PrivilegeSeparationFolder.removeUnused(path: path, serverRuns: { false })
    #expect(try folder.names() == ["sshd", "target"])
  }
}
