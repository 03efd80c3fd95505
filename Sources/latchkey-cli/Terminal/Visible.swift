import LatchkeyReport

/// Text from a file or a server, made safe to print.
enum Visible {
  /// What a terminal obeys, or a reader is fooled by, is written as `\u{1b}`; a tab and all other
  /// text stays as it is.
  static func text(_ text: some StringProtocol) -> String { LatchkeyReport.Visible.text(text) }
}
