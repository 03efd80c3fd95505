import Glibc

/// A program with its arguments, ready to be started again and again.
struct Program {
  /// The program's name or path, then what follows it.
  let words: [String]
  /// What the program is called in a table.
  let name: String
  /// The files that a run makes, removed before each run: no side has to write over anything.
  let creates: [String]

  /// - Parameter name: what to call it, where the first word is not it.
  init(_ words: [String], name: String? = nil, creates: [String] = []) {
    self.words = words
    self.name = name ?? words[0].split(separator: "/").last.map(String.init) ?? words[0]
    self.creates = creates
  }

  init(_ words: String..., creates: [String] = []) { self.init(words, creates: creates) }

  /// A program that does one thing at a time, started once for each of 1 to `count`, two at the
  /// same time: what a person at a shell would do.
  ///
  /// - Parameter words: its arguments, in which `{}` stands for the number.
  static func each(
    of count: Int, _ words: String..., creates: [String]
  ) -> Program {
    // A string of the shell's own, so that no word is taken apart.
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    return Program(
      ["sh", "-c", "seq \(count) | xargs -P2 -I'{}' \(quoted)"], name: "\(words[0]), xargs -P2",
      creates: creates)
  }

  /// Removes what the run before has made.
  func prepare() { for path in creates { unlink(path) } }

  /// Runs the program once and says what it cost.
  func run() throws(BenchmarkError) -> Sample {
    prepare()
    return try Run(words).wait()
  }

  /// Runs the program once more and says how much memory was resident at its peak, in MiB.
  ///
  /// By time(1), because a process starts with the peak of the one that it was started by, and this
  /// one is larger than some that are measured.
  func peakMemory() throws(BenchmarkError) -> Double {
    prepare()
    let note = "/tmp/latchkey-bench-\(getpid())"
    defer { unlink(note) }
    _ = try Run(["time", "-f", "%M", "-o", note] + words).wait()
    guard let file = fopen(note, "r") else { throw BenchmarkError("time: has noted nothing") }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, Int32(line.count), file) != nil else {
      throw BenchmarkError("time: has noted nothing")
    }
    return Double(atoi(line)) / 1024
  }

  /// Runs the program once and gives all that it prints, standard error included.
  func output() -> String {
    let command = words.map { "'\($0)'" }.joined(separator: " ") + " 2>&1 </dev/null"
    guard let stream = popen(command, "r") else { return "" }
    defer { pclose(stream) }
    var text = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&text, 1, text.count, stream)
    return String(decoding: text.prefix(count), as: UTF8.self)
  }

  /// Runs the program once and gives its output's first line, standard error included: versions.
  func firstLine() -> String {
    let command = words.map { "'\($0)'" }.joined(separator: " ") + " 2>&1 </dev/null"
    guard let stream = popen(command, "r") else { return "unknown" }
    defer { pclose(stream) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, Int32(buffer.count), stream) != nil else { return "unknown" }
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
