import LatchkeyJSON
import LatchkeyVerifier

extension CheckRecord {
  /// A record from its line of a report.
  ///
  /// Members that are not known are passed over: a newer version may have written them.
  ///
  /// - Parameters:
  ///   - jsonLine: one JSON object, as UTF-8.
  ///   - line: the line's number, for errors.
  /// - Throws: what is wrong, with the line and the member.
  public init(jsonLine: [UInt8], line: Int = 1) throws(ReportError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.value(jsonLine, maximumSize: Self.maximumLine)
    } catch {
      throw ReportError(
        error.code == .endsEarly ? .truncated : .malformedJSON, line: line, error.description)
    }
    try self.init(value, line: line)
  }

  /// A record from its JSON.
  init(_ value: JSONValue, line: Int = 1) throws(ReportError) {
    guard case .object(let object) = value else {
      throw ReportError(.malformedJSON, line: line, "not an object, which every record is")
    }
    try self.init(MemberReader(object: object, line: line, path: ""))
  }

  /// More than a record takes whose command wrote as much as is kept, every byte of it escaped.
  static let maximumLine = 1 << 22

  private init(_ reader: MemberReader) throws(ReportError) {
    self.init(
      id: try reader.required("id", try reader.text("id")),
      host: try reader.required("host", try reader.text("host")),
      port: try reader.required("port", try reader.port("port")),
      user: try reader.required("user", try reader.text("user")),
      expect: try reader.required("expect", try reader.choice("expect")),
      verdict: try reader.required("verdict", try reader.choice("verdict")),
      met: try reader.required("met", try reader.flag("met")),
      stage: try reader.required("stage", try reader.choice("stage")),
      reason: try reader.required("reason", try reader.code("reason")),
      detail: try reader.required("detail", try reader.text("detail")))
    hostName = try reader.text("hostName")
    address = try reader.text("address")
    remedy = try reader.text("remedy")
    if let nested = try reader.object("key") { key = try KeyRecord(nested) }
    for nested in try reader.objects("hops") { hops.append(try HopRecord(nested)) }
    if let nested = try reader.object("hostKey") { hostKey = try HostKeyRecord(nested) }
    banner = try reader.text("banner")
    methods = try reader.texts("methods")
    if let nested = try reader.object("negotiated") { negotiated = try NegotiatedRecord(nested) }
    if let nested = try reader.object("exec") { exec = try ExecRecord(nested) }
    let times = try reader.required("timings", try reader.object("timings"))
    for stage in TimedStage.allCases { timings[stage] = try times.duration(stage.rawValue) }
    timings.total = try times.required("total", try times.duration("total"))
    attempts = try reader.required(
      "attempts", try reader.integer("attempts", in: 0...Int(Int32.max)))
    for nested in try reader.objects("timeline") { timeline.append(try TimelineRecord(nested)) }
    if let nested = try reader.object("shard") { shard = try ShardRecord(nested) }
  }
}
