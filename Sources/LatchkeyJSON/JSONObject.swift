/// One object of JSON Lines output: members in the order they were added, absent where there is
/// nothing to say, never `null`.
package struct JSONObject: Sendable {
  package private(set) var members: [(name: String, value: JSONValue)] = []

  /// No members yet.
  package init() {}

  /// The value of a member; `nil` where there is no such member.
  package subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }

  /// Adds a member; `nil` adds nothing.
  package mutating func add(_ name: String, _ value: JSONValue?) {
    if let value { members.append((name, value)) }
  }

  /// Adds a text member; `nil` adds nothing.
  package mutating func add(_ name: String, _ text: String?) {
    add(name, text.map(JSONValue.string))
  }

  /// Adds a number; `nil` adds nothing.
  package mutating func add(_ name: String, _ number: Int?) {
    add(name, number.map(JSONValue.number))
  }

  /// Adds a truth value; `nil` adds nothing.
  package mutating func add(_ name: String, _ flag: Bool?) { add(name, flag.map(JSONValue.bool)) }

  /// Adds an object; one without members adds nothing.
  package mutating func add(_ name: String, _ object: JSONObject) {
    if !object.members.isEmpty { members.append((name, .object(object))) }
  }

  /// Adds a list of texts; an empty one adds nothing.
  package mutating func add(_ name: String, _ texts: [String]) {
    if !texts.isEmpty { members.append((name, .array(texts.map(JSONValue.string)))) }
  }

  /// The object as one line of text, with its newline.
  package var line: String {
    var line = ""
    append(to: &line)
    line += "\n"
    return line
  }

  /// The object as compact JSON (RFC 8259).
  package var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  func append(to text: inout String) {
    text += "{"
    var isFirst = true
    for member in members {
      if !isFirst { text += "," }
      isFirst = false
      JSONValue.append(quoted: member.name, to: &text)
      text += ":"
      member.value.append(to: &text)
    }
    text += "}"
  }
}
