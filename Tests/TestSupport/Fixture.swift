import Foundation

/// A file of the `fixtures/` folder at the top of the package.
public enum Fixture {
  /// The path of a fixture, `openssh/ed25519_plain` for example.
  public static func path(_ name: String) -> String {
    PackageFolder.path("fixtures/\(name)")
  }

  /// The bytes of a fixture.
  public static func read(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}
