extension Duration {
  /// The nearest whole number of microseconds: what three decimals of a millisecond can tell.
  var inMicroseconds: Duration {
    .seconds(components.seconds) + .microseconds(rest(in: 1_000_000_000_000))
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
    components.seconds * 1000 + rest(in: 1_000_000_000_000_000)
  }

  /// What is left beside the whole seconds: the nearest whole number of units of so many attoseconds.
  private func rest(in unit: Int64) -> Int64 {
    let rest = components.attoseconds
    return (rest + (rest < 0 ? -unit : unit) / 2) / unit
  }
}
