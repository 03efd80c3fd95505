import FoundationEssentials

/// An answer of GCE's metadata server in the making.
struct GCEAnswer {
  private let time: Date
  private let sendsBody: Bool

  init(to request: MetadataRequest, at time: Date) {
    self.time = time
    sendsBody = request.method != "HEAD"
  }

  /// 200, with a text or with JSON.
  func give(_ text: String, isJSON: Bool = false) -> MetadataResponse {
    let body = Array(text.utf8)
    // The same for the same content, and another for another; the real one, too, has 16 digits.
    let tag = ResourceID.hexadecimal(ResourceID.number(named: body), digits: 16)
    return finish(
      200,
      [
        HeaderField("Content-Type", isJSON ? "application/json" : "application/text"),
        HeaderField("ETag", tag),
      ], body)
  }

  /// 301: a folder's path ends in a slash.
  func redirect(_ target: RequestTarget, host: String?) -> MetadataResponse {
    let path = target.path + "/"
    // A URL where the client has said how it calls this service.
    let place = (host.map { "http://\($0)" } ?? "") + path + (target.query.map { "?\($0)" } ?? "")
    return finish(
      301,
      [HeaderField("Location", place), HeaderField("Content-Type", "text/html; charset=UTF-8")],
      Array("\(path)\n".utf8))
  }

  /// An error, with a page that says why.
  func refuse(_ status: Int, _ reason: String, allow: String? = nil) -> MetadataResponse {
    let names = [
      400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    ]
    let page = """
      <!DOCTYPE html>
      <html lang=en>
        <meta charset=utf-8>
        <title>Error \(status) (\(names[status] ?? ""))!!1</title>
        <p><b>\(status).</b> \(reason).

      """
    var headers = [HeaderField("Content-Type", "text/html; charset=UTF-8")]
    if let allow { headers.append(HeaderField("Allow", allow)) }
    return finish(status, headers, Array(page.utf8))
  }

  private func finish(
    _ status: Int, _ headers: [HeaderField], _ body: [UInt8]
  ) -> MetadataResponse {
    MetadataResponse(
      status: status,
      headers: [HeaderField("Metadata-Flavor", "Google")] + headers + [
        HeaderField("Content-Length", "\(body.count)"),
        HeaderField("Date", CivilTime(time).httpDate),
        HeaderField("Server", "Metadata Server for VM"),
        HeaderField("X-XSS-Protection", "0"),
        HeaderField("X-Frame-Options", "SAMEORIGIN"),
      ],
      body: body, sendsBody: sendsBody)
  }
}
