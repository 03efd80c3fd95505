import FoundationEssentials

/// An answer in the making: what it will carry whichever way it ends.
struct IMDSAnswer {
  /// The header that carries a token, in lower case.
  static let tokenHeader = "x-aws-ec2-metadata-token"
  /// The header that asks for a token's lifetime and tells what is left of it, in lower case.
  static let lifetimeHeader = "x-aws-ec2-metadata-token-ttl-seconds"

  /// What is left of the token that came, or of the one that goes.
  var secondsLeft: Int?
  /// The IP time to live that the answer has to travel with.
  var timeToLive: Int?
  private let time: Date
  private let sendsBody: Bool

  init(to request: MetadataRequest, at time: Date) {
    self.time = time
    sendsBody = request.method != "HEAD"
  }

  /// 200, with what lies there.
  ///
  /// - Parameter time: since when, as HTTP writes it.
  func give(_ node: MetadataNode, since time: String) -> MetadataResponse {
    finish(
      200,
      [
        HeaderField("Content-Type", node.mediaType.rawValue), HeaderField("Accept-Ranges", "none"),
        HeaderField("Last-Modified", time),
      ], node.bytes)
  }

  /// 200, with a token.
  func give(token: String) -> MetadataResponse {
    finish(200, [HeaderField("Content-Type", "text/plain")], Array(token.utf8))
  }

  /// 200, with nothing but the methods that there are.
  func allow(_ methods: String) -> MetadataResponse {
    finish(200, [HeaderField("Allow", methods)], [])
  }

  /// An error. 400, 401 and 404 carry a page, as the real service's do; 403 and 405 do not.
  func refuse(_ status: Int, allow: String? = nil) -> MetadataResponse {
    var headers: [HeaderField] = []
    if let allow { headers.append(HeaderField("Allow", allow)) }
    let page = Self.page(status)
    if !page.isEmpty { headers.append(HeaderField("Content-Type", "text/html")) }
    return finish(status, headers, page)
  }

  private func finish(
    _ status: Int, _ headers: [HeaderField], _ body: [UInt8]
  ) -> MetadataResponse {
    var all: [HeaderField] = []
    all.reserveCapacity(headers.count + 4)
    if let secondsLeft {
      all.append(HeaderField("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", String(secondsLeft)))
    }
    all += headers
    all.append(HeaderField("Content-Length", String(body.count)))
    all.append(HeaderField("Date", CivilTime(time).httpDate))
    all.append(HeaderField("Server", "EC2ws"))
    return MetadataResponse(
      status: status, headers: all, body: body, sendsBody: sendsBody, timeToLive: timeToLive)
  }

  private static func page(_ status: Int) -> [UInt8] {
    let names = [400: "Bad Request", 401: "Unauthorized", 404: "Not Found"]
    guard let name = names[status] else { return [] }
    // The bytes of the real service: 345 of them for 404.
    let page = """
      <?xml version="1.0" encoding="iso-8859-1"?>
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
               "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
       <head>
        <title>\(status) - \(name)</title>
       </head>
       <body>
        <h1>\(status) - \(name)</h1>
       </body>
      </html>

      """
    return Array(page.utf8)
  }
}
