extension Duration {
  /// The nearest whole number of microseconds: what three decimals of a millisecond can tell.
  var inMicroseconds: Duration { .microseconds(Int((self / .microseconds(1)).rounded())) }

  /// In milliseconds.
  var milliseconds: Double { self / .milliseconds(1) }

  /// In seconds, with three decimals: `1.250`.
  var secondsText: String {
    let thousandths = Int((self / .milliseconds(1)).rounded())
    let fraction = String(abs(thousandths % 1000))
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// For people: `35 ms`, `12 s`.
  var words: String {
    self < .seconds(10)
      ? "\(Int((self / .milliseconds(1)).rounded())) ms"
      : "\(Int((self / .seconds(1)).rounded())) s"
  }
}
