import Foundation

/// The folder that holds Package.swift, for tests that read what lies beside the sources.
public enum PackageFolder {
  /// Where it lies: Tests/TestSupport/PackageFolder.swift → the package's top.
  public static let path = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of something inside, `README.md` for example.
  public static func path(_ name: String) -> String { "\(path)/\(name)" }
}
