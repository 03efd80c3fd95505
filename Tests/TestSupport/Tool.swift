import Foundation

/// A program of the machine that a test runs: a real peer such as `ssh-keygen`, or one of our own
/// executables.
public struct Tool: Sendable {
  /// Where the program lies.
  public let path: String

  /// What a finished program left behind.
  public struct Outcome: Sendable {
    /// The exit status, or 128 + the signal that ended the program.
    public let status: Int32
    /// Everything written to standard output.
    public let output: [UInt8]
    /// Everything written to standard error.
    public let errors: [UInt8]

    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// The program at a path that is known.
  public init(path: String) { self.path = path }

  /// A program by name, found on PATH or in the `sbin` folders; `nil` where it is not installed.
  public init?(named name: String) {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let folders = search.map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/sbin"]
    guard
      let folder = folders.first(where: {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      })
    else { return nil }
    path = "\(folder)/\(name)"
  }

  /// Whether a program is installed. For `.enabled(if:)`, so that a missing peer is a visible skip;
  /// with `LATCHKEY_REQUIRE_PEERS=1` (as CI sets it) a missing peer is not skipped but fails.
  public static func isAvailable(_ name: String) -> Bool {
    ProcessInfo.processInfo.environment["LATCHKEY_REQUIRE_PEERS"] == "1" || Tool(named: name) != nil
  }

  /// An executable of this package (`latchkey`, `latchkeyd`), from the folder that the test bundle
  /// was built into.
  public static func built(_ name: String) -> Tool {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return Tool(path: bundle.deletingLastPathComponent().appendingPathComponent(name).path)
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: what follows the program's name.
  ///   - input: standard input; empty by default, never the terminal.
  ///   - environment: variables added to this process's own.
  ///   - folder: the working folder.
  ///   - seconds: after this long the program is killed (status 137).
  public func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    in folder: String? = nil, timeout seconds: Double = 60
  ) throws -> Outcome {
    // Files rather than pipes: nothing can fill up and block, whatever the program writes.
    let scratch = try TemporaryFolder()
    let inputPath = scratch.path("in")
    let outputPath = scratch.path("out")
    let errorPath = scratch.path("err")
    for (path, bytes) in [(inputPath, input), (outputPath, []), (errorPath, [])] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    let child = try ChildProgram(
      path, arguments,
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, in: folder,
      input: inputPath, output: outputPath, errors: errorPath)
    return Outcome(
      status: child.wait(timeout: seconds),
      output: try [UInt8](Data(contentsOf: URL(fileURLWithPath: outputPath))),
      errors: try [UInt8](Data(contentsOf: URL(fileURLWithPath: errorPath))))
  }
}
