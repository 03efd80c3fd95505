import LatchkeyJSON

/// Reads the members of an object in a report, and says which of them is not what it should be.
///
/// Each reading gives `nil` for a member that is not there; ``required(_:_:)`` refuses that.
struct MemberReader {
  let object: JSONObject
  let line: Int
  /// What leads to the object, with a full stop at its end: `key.`; empty for the record itself.
  let path: String

  func required<T>(_ name: String, _ value: T?) throws(ReportError) -> T {
    guard let value else {
      throw ReportError(
        .missingMember, line: line, member: path + name,
        "the member \(path)\(name) is missing, which every record has")
    }
    return value
  }

  func text(_ name: String) throws(ReportError) -> String? {
    guard let value = object[name] else { return nil }
    guard case .string(let text) = value else { throw malformed(name, "a text") }
    return text
  }

  /// A code: lower-case words joined with dashes.
  func code(_ name: String) throws(ReportError) -> String? {
    guard let text = try text(name) else { return nil }
    let isCode = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isCode, (1...40).contains(text.utf8.count) else { throw malformed(name, "a code") }
    return text
  }

  func choice<T: RawRepresentable>(_ name: String) throws(ReportError) -> T?
  where T.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let choice = T(rawValue: text) else {
      throw malformed(name, "one of the words of latchkey-check(1)")
    }
    return choice
  }

  func flag(_ name: String) throws(ReportError) -> Bool? {
    guard let value = object[name] else { return nil }
    guard case .bool(let flag) = value else { throw malformed(name, "true or false") }
    return flag
  }

  func integer(_ name: String, in range: ClosedRange<Int>) throws(ReportError) -> Int? {
    guard let value = object[name] else { return nil }
    guard case .number(let number) = value, range.contains(number) else {
      throw malformed(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func port(_ name: String) throws(ReportError) -> UInt16? {
    try integer(name, in: 0...Int(UInt16.max)).map { UInt16($0) }
  }

  func unsigned(_ name: String) throws(ReportError) -> UInt64? {
    switch object[name] {
    case nil: return nil
    case .number(let number)? where number >= 0: return UInt64(number)
    case .unsigned(let number)?: return number
    default: throw malformed(name, "a whole number of at most 64 bits")
    }
  }
}
