import Foundation

/// A program on Google's own Go client of GCE's metadata, built by `scripts/setup.sh test`.
public enum GoogleGo {
  /// The program.
  public static let tool = Tool(path: PackageFolder.path(".build-go/gce"))

  /// Whether it is there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing peer is not
  /// skipped but fails.
  public static var isAvailable: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
      || FileManager.default.isExecutableFile(atPath: tool.path)
  }
}
