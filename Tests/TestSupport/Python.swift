import Foundation

/// The Python whose libraries are peers of the tests: those that `scripts/requirements.txt` pins
/// (cryptography, boto3, asyncssh, paramiko).
///
/// `LATCHKEY_PYTHON` names it, as `make test` does; else it is the one that `scripts/setup.sh test`
/// made in `.build-python`.
public enum Python {
  /// The interpreter, or `nil` where none was set up.
  ///
  ///     let python = try #require(Python.tool)
  ///     let outcome = try python.run(["-c", script, keyPath])
  public static var tool: Tool? {
    let path =
      ProcessInfo.processInfo.environment["LATCHKEY_PYTHON"]
      ?? PackageFolder.path(".build-python/bin/python3")
    return FileManager.default.isExecutableFile(atPath: path) ? Tool(path: path) : nil
  }

  /// Whether it is there. For `.enabled(if:)`: with `LATCHKEY_REQUIRE_PEERS=1` a missing peer is not
  /// skipped but fails.
  public static var isAvailable: Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1" || tool != nil
  }
}
