import LatchkeyVerifier

/// Prints outcomes in the order of the checks, each as soon as all before it are there.
final class CheckPrinter {
  private let format: CheckFormat
  private let output: Output?
  private var waiting: [Int: Outcome] = [:]
  private var next = 0
  /// What was printed, where it is not printed at once.
  private(set) var content: [UInt8] = []
  /// Why printing failed.
  private(set) var failure: CommandFailure?

  /// - Parameter output: where to print; nil gathers `content`.
  init(format: CheckFormat, output: Output?) {
    self.format = format
    self.output = output
  }

  /// Takes an outcome.
  func add(_ index: Int, _ outcome: Outcome) {
    waiting[index] = outcome
    while let ready = waiting.removeValue(forKey: next) {
      print(ready)
      next += 1
    }
  }

  private func print(_ outcome: Outcome) {
    switch (format, output) {
    case (.text, let output?): output.result(CheckReport.text(outcome))
    case (.json, let output?): output.result(CheckReport.json(outcome))
    case (.text, nil): content += Array((CheckReport.text(outcome) + "\n").utf8)
    case (.json, nil): content += Array(CheckReport.json(outcome).line.utf8)
    }
    do throws(CommandFailure) {
      try output?.flush()
    } catch {
      failure = failure ?? error
    }
  }
}
