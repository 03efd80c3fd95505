import LatchkeyJSON

extension MemberReader {
  /// Milliseconds, up to a year of them.
  func duration(_ name: String) throws(ReportError) -> Duration? {
    let milliseconds: Double
    switch object[name] {
    case nil: return nil
    case .number(let number)?: milliseconds = Double(number)
    case .decimal(let number)?: milliseconds = number
    default: throw malformed(name, "a number of milliseconds")
    }
    guard (0...3.2e10).contains(milliseconds) else {
      throw malformed(name, "a number of milliseconds up to a year")
    }
    return .microseconds(Int((milliseconds * 1000).rounded()))
  }

  /// A list of texts; empty where it is not there.
  func texts(_ name: String) throws(ReportError) -> [String] {
    guard let value = object[name] else { return [] }
    guard case .array(let values) = value else { throw malformed(name, "a list of texts") }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { throw malformed(name, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func object(_ name: String) throws(ReportError) -> MemberReader? {
    guard let value = object[name] else { return nil }
    guard case .object(let nested) = value else { throw malformed(name, "an object") }
    return MemberReader(object: nested, line: line, path: "\(path)\(name).")
  }

  /// A list of objects; empty where it is not there.
  func objects(_ name: String) throws(ReportError) -> [MemberReader] {
    guard let value = object[name] else { return [] }
    guard case .array(let values) = value else { throw malformed(name, "a list of objects") }
    var readers: [MemberReader] = []
    for (index, value) in values.enumerated() {
      guard case .object(let nested) = value else { throw malformed(name, "a list of objects") }
      readers.append(MemberReader(object: nested, line: line, path: "\(path)\(name)[\(index)]."))
    }
    return readers
  }

  func malformed(_ name: String, _ expected: String) -> ReportError {
    let found = object[name]?.brief ?? "nothing"
    return ReportError(
      .malformedMember, line: line, member: path + name,
      "the member \(path)\(name) is \(Visible.text(found)), where \(expected) is expected")
  }
}
