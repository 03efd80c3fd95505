import FoundationEssentials

/// An answer in the making of a service that is a plain HTTP server: nothing but a status, a type,
/// a length and the time.
struct PlainAnswer {
  private let time: Date
  private let sendsBody: Bool

  init(to request: MetadataRequest, at time: Date) {
    self.time = time
    sendsBody = request.method != "HEAD"
  }

  /// An answer, with its `Content-Type` and whatever else has to be said.
  func give(
    _ body: [UInt8], status: Int = 200, type: String, also headers: [HeaderField] = []
  ) -> MetadataResponse {
    let all =
      [HeaderField("Content-Type", type)] + headers + [
        HeaderField("Content-Length", "\(body.count)"),
        HeaderField("Date", CivilTime(time).httpDate),
      ]
    return MetadataResponse(status: status, headers: all, body: body, sendsBody: sendsBody)
  }
}
