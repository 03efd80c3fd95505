import LatchkeyJSON
public import LatchkeyVerifier

/// What a command on the server did.
public struct ExecRecord: Sendable, Hashable {
  /// Its exit status; `nil` if a signal ended it or the server did not say.
  public var status: Int?
  /// What it wrote to standard output, as UTF-8.
  public var stdout: String
  /// What it wrote to standard error, as UTF-8.
  public var stderr: String
  /// Whether it wrote more to either than the 64 KiB that are kept.
  public var isTruncated: Bool

  /// What is told of a command.
  public init(_ result: CommandResult) {
    status = result.status
    stdout = String(decoding: result.output, as: UTF8.self)
    stderr = String(decoding: result.errors, as: UTF8.self)
    isTruncated = result.isTruncated
  }

  var json: JSONObject {
    var object = JSONObject()
    object.add("status", status)
    object.add("stdout", stdout)
    object.add("stderr", stderr)
    if isTruncated { object.add("truncated", true) }
    return object
  }

  init(_ reader: MemberReader) throws(ReportError) {
    // RFC 4254 §6.10: exit_status is a uint32.
    status = try reader.integer("status", in: 0...Int(UInt32.max))
    stdout = try reader.required("stdout", try reader.text("stdout"))
    stderr = try reader.required("stderr", try reader.text("stderr"))
    isTruncated = try reader.flag("truncated") ?? false
  }
}
