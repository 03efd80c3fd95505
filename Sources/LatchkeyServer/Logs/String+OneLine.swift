extension String {
  /// The text without what would end its line or steer a terminal, however long it is.
  var onOneLine: String {
    // Plain ASCII, as nearly all is, is known without a look into Unicode's tables.
    if utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return self }
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(Self.isSteering(scalar) ? "\u{fffd}" : scalar)
    }
    return text
  }

  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
