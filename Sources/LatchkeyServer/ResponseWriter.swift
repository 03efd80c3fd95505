import LatchkeyMetadata
import NIOCore

/// Puts an answer on the wire, byte for byte as it stands: names, order and all.
enum ResponseWriter {
  /// Appends an answer, with the connection's own header where the connection is to end.
  static func write(_ response: MetadataResponse, closing: Bool, to buffer: inout ByteBuffer) {
    buffer.writeString("HTTP/1.1 \(response.status) \(reason(response.status))\r\n")
    for field in response.headers {
      buffer.writeString(field.name)
      buffer.writeString(": ")
      buffer.writeString(field.value)
      buffer.writeString("\r\n")
    }
    buffer.writeString(closing ? "Connection: close\r\n\r\n" : "\r\n")
    if response.sendsBody { buffer.writeBytes(response.body) }
  }

  /// An answer that comes from the adapter, before any instance could be asked.
  static func plain(_ status: Int, _ text: String = "", sendsBody: Bool = true) -> MetadataResponse
  {
    let body = Array(text.utf8)
    return MetadataResponse(
      status: status,
      headers: [
        HeaderField("Content-Type", "text/plain"), HeaderField("Content-Length", "\(body.count)"),
        HeaderField("Server", "EC2ws"),
      ],
      body: body, sendsBody: sendsBody)
  }

  /// What a client is told whose address is no instance's: there is nothing like it in a cloud, so
  /// it is said in words.
  static func nobody(_ peer: String, sendsBody: Bool) -> MetadataResponse {
    plain(
      404,
      """
      no instance has the address \(peer): ask from an instance's own loopback address \
      (curl --interface 127.31.…), or serve one instance to everybody (latchkey metadata serve ID)

      """,
      sendsBody: sendsBody)
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 301: "Moved Permanently"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 417: "Expectation Failed"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Unknown"
    }
  }
}
