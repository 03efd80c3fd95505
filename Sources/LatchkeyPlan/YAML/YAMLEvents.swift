internal import CYAML

/// libyaml's events of a file, one after another. The only Swift that touches libyaml.
@safe
struct YAMLEvents: ~Copyable {
  /// What comes next in the file.
  enum Event {
    case streamStart, streamEnd
    case documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar, anchor: String?)
    case sequenceStart(anchor: String?, tag: String?)
    case mappingStart(anchor: String?, tag: String?)
    case sequenceEnd, mappingEnd
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  // libyaml reads out of it until the end.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let fileName: String

  /// Begins with a file's bytes, which have to be UTF-8.
  init(_ content: String, fileName: String) throws(PlanError) {
    self.fileName = fileName
    unsafe bytes = .allocate(capacity: max(content.utf8.count, 1))
    _ = unsafe bytes.initialize(from: content.utf8)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      throw PlanError(.boundExceeded, in: fileName, at: nil, "no memory left to read it")
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, content.utf8.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe bytes.deallocate()
  }

  /// The next event, and where it begins.
  mutating func next() throws(PlanError) -> (event: Event, place: YAMLPlace) {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    let place = Self.place(unsafe event.start_mark)
    let found: Event? =
      switch unsafe event.type {
      case YAML_STREAM_START_EVENT: .streamStart
      case YAML_STREAM_END_EVENT: .streamEnd
      case YAML_DOCUMENT_START_EVENT: .documentStart
      case YAML_DOCUMENT_END_EVENT: .documentEnd
      case YAML_SEQUENCE_END_EVENT: .sequenceEnd
      case YAML_MAPPING_END_EVENT: .mappingEnd
      case YAML_ALIAS_EVENT: unsafe Self.text(event.data.alias.anchor).map { .alias($0) }
      case YAML_SEQUENCE_START_EVENT:
        unsafe .sequenceStart(
          anchor: Self.text(event.data.sequence_start.anchor),
          tag: Self.text(event.data.sequence_start.tag))
      case YAML_MAPPING_START_EVENT:
        unsafe .mappingStart(
          anchor: Self.text(event.data.mapping_start.anchor),
          tag: Self.text(event.data.mapping_start.tag))
      case YAML_SCALAR_EVENT:
        unsafe .scalar(
          Self.scalar(event.data.scalar), anchor: Self.text(event.data.scalar.anchor))
      default: nil
      }
    guard let found else {
      throw PlanError(.syntax, in: fileName, at: place, "not YAML: nothing was found here")
    }
    return (found, place)
  }

  private static func place(_ mark: yaml_mark_t) -> YAMLPlace {
    YAMLPlace(line: mark.line + 1, column: mark.column + 1)
  }

  private static func text(_ start: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe start.map { unsafe String(cString: $0) }
  }

  private static func scalar(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar
  ) -> YAMLScalar {
    // It may have NUL inside, so that the length counts.
    let bytes = unsafe UnsafeBufferPointer(start: data.value, count: data.length)
    return unsafe YAMLScalar(
      text: String(decoding: bytes, as: UTF8.self),
      isPlain: data.style == YAML_PLAIN_SCALAR_STYLE, tag: text(data.tag))
  }

  private func place(ofByte offset: Int) -> YAMLPlace {
    let before = unsafe Array(bytes[..<min(offset, bytes.count)])
    let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let line = String(decoding: before[start...], as: UTF8.self)
    return YAMLPlace(
      line: before.count { $0 == 0x0a } + 1, column: line.unicodeScalars.count + 1)
  }

  /// libyaml's own words for what is wrong: lower case, no full stop, as ours are.
  private func problem() -> PlanError {
    let words = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "damaged"
    let context = unsafe parser.pointee.context.map { unsafe " \(String(cString: $0))" } ?? ""
    // Errors of the reader (control characters) have no mark, but the byte.
    let isRead = unsafe parser.pointee.error == YAML_READER_ERROR
    let place =
      unsafe isRead
      ? self.place(ofByte: parser.pointee.problem_offset)
      : Self.place(parser.pointee.problem_mark)
    var hint = ""
    if words.hasPrefix("found character that cannot start any token") {
      hint = "; indent with blanks, not tabs, and put text that begins with @, ` or % in quotes"
    } else if context.hasSuffix("a tag") {
      hint = "; text that begins with ! goes in quotes"
    }
    return PlanError(
      .syntax, in: fileName,
      at: place,
      "not YAML\(context): \(words)\(hint)")
  }
}
