import Foundation

/// Debian's command line clients of EC2's metadata, unpacked by `scripts/setup.sh test` or installed.
/// Each has the service's address written into it; what is run here is a copy with another.
public enum EC2Tools {
  /// Canonical's `ec2metadata` (cloud-guest-utils), in Python.
  public static let canonical = "ec2metadata"
  /// Amazon's `ec2-metadata` (amazon-ec2-utils), a shell script around curl.
  public static let amazon = "ec2-metadata"

  private static func path(_ name: String) -> String? {
    [PackageFolder.path(".build-ec2-tools/usr/bin/\(name)"), "/usr/bin/\(name)"].first {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  /// Whether both are there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing peer is not
  /// skipped but fails.
  public static var isAvailable: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
      || path(canonical) != nil && path(amazon) != nil
  }

  /// Runs one of them against a service.
  ///
  /// - Parameter authority: where the service listens, `127.0.0.1:8169`.
  public static func run(
    _ name: String, _ arguments: [String], at authority: String
  ) throws -> Tool.Outcome {
    let folder = try TemporaryFolder()
    let original = try String(contentsOfFile: path(name) ?? name, encoding: .utf8)
    let script = try folder.write(
      original.replacing("169.254.169.254", with: authority).utf8, to: name, mode: 0o700)
    return try Tool(path: script).run(
      arguments, environment: ["no_proxy": "*", "HOME": folder.path], timeout: 120)
  }
}
