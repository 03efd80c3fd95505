import Glibc

/// What a contest gave.
struct Result {
  let contest: Contest
  let ours: Summary
  let theirs: Summary

  /// latchkey's figure over the peer's: below 1, latchkey is cheaper.
  var ratio: Double {
    switch contest.measure {
    case .wall: ours.median / theirs.median
    case .userMean: ours.mean / theirs.mean
    }
  }

  static let header = """
    | job | latchkey, ms | peer | peer, ms | ratio | target | met | peak memory of both, MiB |
    |---|---|---|---|---|---|---|---|
    """

  /// The row of the table, in Markdown.
  var row: String {
    let target = contest.target.map { "≤ \(Self.fixed($0, 2))" } ?? "–"
    let met = contest.target.map(verdict) ?? "–"
    let cells = [
      contest.title, figures(ours), "`\(contest.peer.name)`", figures(theirs), ratioText, target,
      met, "\(Self.fixed(ours.memory, 1)) / \(Self.fixed(theirs.memory, 1))",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func verdict(_ target: Double) -> String {
    if ratio <= target { return "yes" }
    return ratio - 2 * error <= target ? "within the error" : "**no**"
  }

  private var ratioText: String {
    switch contest.measure {
    case .wall: Self.fixed(ratio, ratio < 0.1 ? 3 : 2)
    case .userMean: "\(Self.fixed(ratio, 2)) ± \(Self.fixed(error, 2))"
    }
  }

  /// The standard error of the ratio: 0 for medians, of which there is none to be had so simply.
  private var error: Double {
    guard contest.measure == .userMean else { return 0 }
    // The relative errors of the two means add up as squares.
    let ours = ours.standardError / ours.mean
    let theirs = theirs.standardError / theirs.mean
    return ratio * (ours * ours + theirs * theirs).squareRoot()
  }

  private func figures(_ summary: Summary) -> String {
    switch contest.measure {
    case .wall:
      let times =
        "\(Self.fixed(summary.minimum, 1)) / **\(Self.fixed(summary.median, 1))** / \(Self.fixed(summary.maximum, 1))"
      guard let keys = contest.keys else { return times }
      return "\(times) (\(Self.fixed(Double(keys) / summary.median * 1e3, 0)) keys/s)"
    case .userMean:
      return "mean **\(Self.fixed(summary.mean, 1))** ± \(Self.fixed(summary.standardError, 1))"
    }
  }

  /// A number with so many digits after the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = pow(10, Double(digits))
    let scaled = Int((value * scale).rounded())
    guard digits > 0 else { return String(scaled) }
    let fraction = String(scaled % Int(scale))
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(scaled / Int(scale)).\(zeros)\(fraction)"
  }
}
