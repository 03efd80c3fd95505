import LatchkeyJSON
public import LatchkeyVerifier

/// One step of the conversation that a check is.
public struct TimelineRecord: Sendable, Hashable {
  /// When, since the check began; in a report whole microseconds.
  public var time: Duration
  /// Who.
  public var side: TimelineEntry.Side
  /// What, in one line.
  public var text: String

  /// What is told of a step.
  public init(_ entry: TimelineEntry) {
    time = entry.time.inMicroseconds
    side = entry.side
    text = entry.text
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("ms", .decimal(time.milliseconds))
    object.add("side", side.rawValue)
    object.add("text", text)
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    time = try reader.required("ms", try reader.duration("ms"))
    side = try reader.required("side", try reader.choice("side"))
    text = try reader.required("text", try reader.text("text"))
  }
}
