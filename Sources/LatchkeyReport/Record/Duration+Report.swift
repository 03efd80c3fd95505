extension Duration {
  /// The nearest whole number of microseconds: what three decimals of a millisecond can tell.
  var inMicroseconds: Duration {
    let (seconds, rest) = components
    return .seconds(seconds) + .microseconds(Self.nearest(rest, in: 1_000_000_000_000))
  }

  /// In milliseconds.
  var milliseconds: Double { self / .milliseconds(1) }

  /// In seconds, with three decimals: `1.250`.
  var secondsText: String {
    let thousandths = wholeMilliseconds
    let fraction = String(abs(thousandths % 1000))
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// For people: `35 ms`, `12 s`.
  var words: String {
    self < .seconds(10)
      ? "\(wholeMilliseconds) ms"
      : "\(Int((self / .seconds(1)).rounded())) s"
  }

  private var wholeMilliseconds: Int64 {
    let (seconds, rest) = components
    return seconds * 1000 + Self.nearest(rest, in: 1_000_000_000_000_000)
  }

  /// The nearest whole number of units of so many attoseconds.
  private static func nearest(_ attoseconds: Int64, in unit: Int64) -> Int64 {
    (attoseconds + (attoseconds < 0 ? -unit : unit) / 2) / unit
  }
}
