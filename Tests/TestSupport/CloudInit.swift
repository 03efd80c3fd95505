import Foundation

/// Debian's cloud-init: its Python package, unpacked by `scripts/setup.sh test` or installed, run by
/// the system's own Python, whose libraries it needs.
public enum CloudInit {
  /// Whose cloud-init.
  public enum Release: String, CaseIterable, Sendable {
    /// That of this machine's Debian: 22.4 on Debian 12.
    case own = ".build-cloud-init"
    /// That of Debian 13, 25.1.
    case newer = ".build-cloud-init-13"
  }

  private static let python = "/usr/bin/python3"
  private static let packages = "usr/lib/python3/dist-packages"

  private static func folder(_ release: Release) -> String? {
    let folders = [PackageFolder.path("\(release.rawValue)/\(packages)")]
    return (release == .own ? folders + ["/\(packages)"] : folders).first {
      FileManager.default.fileExists(atPath: "\($0)/cloudinit")
    }
  }

  /// Whether this machine's is there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing
  /// peer is not skipped but fails.
  public static var isAvailable: Bool { isAvailable(.own) }

  /// Whether all releases are there.
  public static var areAllAvailable: Bool { Release.allCases.allSatisfy(isAvailable) }

  private static func isAvailable(_ release: Release) -> Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1" || folder(release) != nil
  }

  /// Where Python finds this machine's.
  public static var modules: String { folder(.own) ?? "" }

  /// Runs a Python script that imports `cloudinit`.
  public static func run(
    _ script: String, _ arguments: [String], release: Release = .own
  ) throws -> Tool.Outcome {
    // No proxy, whatever this machine's environment says: all is on loopback.
    try Tool(path: python).run(
      ["-c", script] + arguments,
      environment: [
        "PYTHONPATH": folder(release) ?? "", "no_proxy": "*", "PYTHONDONTWRITEBYTECODE": "1",
      ])
  }
}
