/// The labels of a sample in Prometheus's text format.
struct PrometheusLabels {
  /// `{name="value",…}`.
  let text: String

  init(_ labels: [(name: String, value: String)]) {
    text =
      "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
  }

  /// A backslash, a quotation mark and a line feed are escaped; of visible text, the first two.
  private static func escaped(_ value: String) -> String {
    let value = Visible.text(value)
    let isPlain = !value.utf8.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") }
    if isPlain { return value }
    // By scalars: with a combining mark, a quotation mark is another character and ends the value.
    var result = ""
    for scalar in value.unicodeScalars {
      if scalar == "\\" || scalar == "\"" { result.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
