import LatchkeyJSON
import LatchkeyVerifier

/// Prints outcomes in the order of the checks, each as soon as all before it are there.
final class CheckPrinter {
  private let format: CheckFormat
  private let isExplained: Bool
  private let output: Output?
  private var waiting: [Int: Outcome] = [:]
  private var next = 0
  /// What was printed, where it is not printed at once.
  private(set) var content: [UInt8] = []
  /// Why printing failed.
  private(set) var failure: CommandFailure?

  /// - Parameters:
  ///   - isExplained: whether each outcome tells how it came about.
  ///   - output: where to print; nil gathers `content`.
  init(format: CheckFormat, isExplained: Bool, output: Output?) {
    self.format = format
    self.isExplained = isExplained
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
    switch format {
    case .text:
      let text = CheckReport.text(outcome, isExplained: isExplained)
      if let output { output.result(text) } else { content += Array((text + "\n").utf8) }
    case .json:
      let object = CheckReport.json(outcome, isExplained: isExplained)
      if let output { output.result(object) } else { content += Array(object.line.utf8) }
    }
    do throws(CommandFailure) {
      try output?.flush()
    } catch {
      failure = failure ?? error
    }
  }
}
