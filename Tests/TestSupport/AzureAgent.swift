import Foundation

/// Microsoft's agent for Azure's Linux guests: its Python package, unpacked by `scripts/setup.sh test`,
/// run by the system's own Python, whose libraries it needs.
public enum AzureAgent {
  private static let folder = PackageFolder.path(
    ".build-azure-agent/usr/lib/python3/dist-packages")

  /// Whether it is there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing peer is not
  /// skipped but fails.
  public static var isAvailable: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
      || FileManager.default.fileExists(atPath: "\(folder)/azurelinuxagent")
  }

  /// Runs a Python script that imports `azurelinuxagent`.
  public static func run(_ script: String, _ arguments: [String]) throws -> Tool.Outcome {
    // No proxy, whatever this machine's environment says: all is on loopback.
    try Tool(path: "/usr/bin/python3").run(
      ["-c", script] + arguments,
      environment: ["PYTHONPATH": folder, "no_proxy": "*", "PYTHONDONTWRITEBYTECODE": "1"])
  }
}
