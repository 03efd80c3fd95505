import Foundation
import TestSupport

/// The scripts and files in examples/, run as their readers run them.
enum Example {
  /// An example's path.
  static func path(_ name: String) -> String { PackageFolder.path("examples/\(name)") }

  /// The path of what the tests have beside them to run examples with.
  static func helper(_ name: String) -> String {
    PackageFolder.path("Tests/InteropTests/Examples/\(name)")
  }

  /// Runs a command with the built latchkey and what scripts/setup.sh unpacked on PATH, and with a
  /// folder of its own for whatever is temporary.
  static func run(_ command: [String], in folder: TemporaryFolder) throws -> Tool.Outcome {
    let built = URL(fileURLWithPath: Tool.built("latchkey").path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try Tool(path: "/usr/bin/env").run(
      command,
      environment: [
        "PATH": "\(built):\(parallelFolder):\(path):/usr/sbin", "TMPDIR": folder.path,
        "PARALLEL_HOME": folder.path(".parallel"), "PYTHONDONTWRITEBYTECODE": "1",
      ],
      // A bound against hangs.
      timeout: 240)
  }

  /// Runs a shell script in the folder of the example fleet; "$EXAMPLES" is examples/.
  static func onFleet(_ script: String, in folder: TemporaryFolder) throws -> Tool.Outcome {
    try run(
      [
        "EXAMPLES=\(PackageFolder.path("examples"))", path("access/fleet.sh"), "bash", "-c",
        script,
      ], in: folder)
  }

  /// Does what an example tells its service to do, in the folder of the example fleet.
  ///
  /// - Parameter before: a shell command that changes the fleet.
  static func asTold(
    _ service: String, before: String = ":", in folder: TemporaryFolder
  ) throws -> Tool.Outcome {
    let python = Python.tool?.path ?? "python3"
    return try onFleet(
      "\(before) && exec '\(python)' '\(helper("as_told.py"))' \(service) \"$EXAMPLES/\(service)\"",
      in: folder)
  }

  /// Locks a key out, and lets one in.
  static let breaking =
    "latchkey instance eject --quiet web-2 deploy"
    + " && latchkey instance inject --quiet db-1 keys/mallory.pub"

  private static let parallelFolder = PackageFolder.path(".build-parallel/usr/bin")

  /// Whether GNU parallel is there. For `.enabled(if:)`, as all of these.
  static var hasParallel: Bool { isThere(parallelFolder) || Tool.isAvailable("parallel") }

  /// Whether Slurm is.
  static var hasSlurm: Bool { isThere(PackageFolder.path(".build-slurm")) }

  private static func isThere(_ path: String) -> Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1"
      || FileManager.default.fileExists(atPath: path)
  }
}
