/// Where a report goes as it comes: to its file, or to standard output.
final class ReportDestination {
  private let file: ReportFile?
  private let output: Output
  private let isText: Bool
  /// Why it could not be written; what comes after that goes nowhere.
  private(set) var failure: CommandFailure?

  /// - Parameters:
  ///   - file: the file; `nil` for standard output.
  ///   - output: the process's streams.
  ///   - isText: whether it is words for people, which `--quiet` drops where they would be printed.
  init(file: ReportFile?, output: Output, isText: Bool) {
    self.file = file
    self.output = output
    self.isText = isText
  }

  /// Writes a piece; many pieces go out together.
  func write(_ bytes: [UInt8]) {
    if bytes.isEmpty || failure != nil { return }
    do throws(CommandFailure) {
      if let file { return try file.write(bytes) }
      // A form for programs was asked for by name, so `--quiet` does not drop it.
      if isText { output.result(text: bytes) } else { output.result(content: bytes) }
      try output.flushIfMany()
    } catch {
      failure = error
    }
  }

  /// Lets whoever reads standard output have what was written.
  func flush() {
    if file != nil || failure != nil { return }
    do throws(CommandFailure) {
      try output.flush()
    } catch {
      failure = error
    }
  }

  /// Ends the report: from here on the file has its name.
  func finish() throws(CommandFailure) {
    flush()
    if let failure { throw failure }
    try file?.finish()
  }
}
