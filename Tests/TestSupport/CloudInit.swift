import Foundation

/// Debian's cloud-init: its Python package, unpacked by `scripts/setup.sh test` or installed, run by
/// the system's own Python, whose libraries it needs.
public enum CloudInit {
  private static let python = "/usr/bin/python3"
  private static let packages = "usr/lib/python3/dist-packages"

  private static var folder: String? {
    [PackageFolder.path(".build-cloud-init/\(packages)"), "/\(packages)"].first {
      FileManager.default.fileExists(atPath: "\($0)/cloudinit")
    }
  }

  /// Whether it is there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing peer is not
  /// skipped but fails.
  public static var isAvailable: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1" || folder != nil
  }

  /// Runs a Python script that imports `cloudinit`.
  public static func run(_ script: String, _ arguments: [String]) throws -> Tool.Outcome {
    // No proxy, whatever this machine's environment says: all is on loopback.
    try Tool(path: python).run(
      ["-c", script] + arguments,
      environment: ["PYTHONPATH": folder ?? "", "no_proxy": "*", "PYTHONDONTWRITEBYTECODE": "1"])
  }
}
