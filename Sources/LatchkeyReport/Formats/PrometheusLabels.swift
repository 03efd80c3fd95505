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
    var result = ""
    for character in Visible.text(value) {
      if character == "\\" || character == "\"" { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
