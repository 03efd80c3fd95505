extension String {
  /// The text without what would end its line or steer a terminal, however long it is.
  var onOneLine: String {
    guard unicodeScalars.contains(where: Self.isSteering) else { return self }
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
