import Foundation

/// A folder of its own for a test, removed when the last reference to it goes.
public final class TemporaryFolder: Sendable {
  /// Where the folder lies.
  public let path: String

  /// Makes a new, empty folder, readable by its owner only.
  ///
  /// - Parameter parent: where; if nothing is said, where the system has such folders.
  public init(in parent: String? = nil) throws {
    path =
      "\(parent ?? FileManager.default.temporaryDirectory.path)/latchkey-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something inside the folder.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file into the folder, with the given mode, and returns its path.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, to name: String, mode: Int = 0o600) throws
    -> String
  {
    let target = path(name)
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
    return target
  }

  /// Reads a file of the folder.
  public func read(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// The names of everything in the folder, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
