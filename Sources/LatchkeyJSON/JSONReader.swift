/// Reads one JSON text (RFC 8259), strictly: no name twice in an object, no half of a surrogate
/// pair, no byte that is not UTF-8, nothing after the value.
///
///     JSON-text = ws value ws
///     value     = false / null / true / object / array / number / string
///     object    = "{" [ string ":" value *( "," string ":" value ) ] "}"
///     array     = "[" [ value *( "," value ) ] "]"
///
/// A member that is `null` is taken for one that is not there, as `JSONValue` has no `null`.
package struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  private var depth = 0
  private let maximumDepth: Int

  private init(_ bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  /// The value that the bytes are.
  ///
  /// - Parameters:
  ///   - maximumSize: in bytes; more is refused unread.
  ///   - maximumDepth: how many objects and arrays may be inside one another.
  package static func value(
    _ bytes: [UInt8], maximumSize: Int = 1 << 24, maximumDepth: Int = 32
  ) throws(JSONError) -> JSONValue {
    guard bytes.count <= maximumSize else {
      throw JSONError(
        .tooLarge, at: 0, "\(bytes.count) bytes of JSON, where at most \(maximumSize) are read")
    }
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    guard let value = try reader.readValue() else {
      throw JSONError(.unsupported, at: 0, "null, where a value is expected")
    }
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.unexpected("the end") }
    return value
  }

  /// A value; `nil` for `null`.
  private mutating func readValue() throws(JSONError) -> JSONValue? {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"):
      return .object(
        try nested { reader throws(JSONError) in
          try reader.readObject()
        })
    case UInt8(ascii: "["):
      return .array(
        try nested { reader throws(JSONError) in
          try reader.readArray()
        })
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): try take("true"); return .bool(true)
    case UInt8(ascii: "f"): try take("false"); return .bool(false)
    case UInt8(ascii: "n"): try take("null"); return nil
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): return try readNumber()
    default: throw unexpected("a value")
    }
  }

  private mutating func nested<T>(
    _ read: (inout JSONReader) throws(JSONError) -> T
  ) throws(JSONError) -> T {
    guard depth < maximumDepth else {
      throw JSONError(
        .tooLarge, at: position, "nested more than \(maximumDepth) deep")
    }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return try read(&self)
  }

  private mutating func readObject() throws(JSONError) -> JSONObject {
    var object = JSONObject()
    var names = SeenNames()
    if takeIf("}") { return object }
    repeat {
      skipSpace()
      let start = position
      guard peek == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
      let name = try readString()
      guard names.insert(name) else {
        throw JSONError(
          .duplicateName, at: start, "the name \(JSONValue.string(name).brief) stands twice")
      }
      guard takeIf(":") else { throw unexpected("a colon") }
      object.add(name, try readValue())
    } while takeIf(",")
    guard takeIf("}") else { throw unexpected("a comma or a closing brace") }
    return object
  }

  private mutating func readArray() throws(JSONError) -> [JSONValue] {
    var values: [JSONValue] = []
    if takeIf("]") { return values }
    repeat {
      let start = position
      guard let value = try readValue() else {
        throw JSONError(.unsupported, at: start, "null in an array, where a value is expected")
      }
      values.append(value)
    } while takeIf(",")
    guard takeIf("]") else { throw unexpected("a comma or a closing bracket") }
    return values
  }
}
