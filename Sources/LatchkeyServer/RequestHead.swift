import LatchkeyMetadata
import NIOHTTP1

/// The head of a request, looked at once: what the connection has to know of its fields, and all of
/// them as the metadata services take them.
struct RequestHead {
  /// What an answer is made from.
  let request: MetadataRequest
  /// Whether the connection ends with the answer: the client wants it so, or goes on to speak
  /// something else than HTTP, or thinks that it does.
  private(set) var isLast: Bool
  /// Whether the client waits for leave to send its body.
  private(set) var expectsContinue = false
  /// What is wrong with it, if anything: the status, and what to say.
  private(set) var problem: (status: Int, reason: String)?

  /// Looks at a head.
  ///
  /// - Parameter bodyLimit: how many bytes its body may have.
  init(_ head: HTTPRequestHead, bodyLimit: Int) {
    isLast = !head.isKeepAlive || head.method == .CONNECT
    var hosts = 0
    var fields: [HeaderField] = []
    fields.reserveCapacity(head.headers.count)
    for (name, sent) in head.headers {
      let value = Self.withoutSpaceAtEnd(sent)
      let field = HeaderField(name, value)
      fields.append(field)
      switch name.utf8.count {
      case 4 where field.isNamed("host"):
        hosts += 1
        if !Self.isHost(value) { problem = (400, "the Host header is no host") }
      case 6 where field.isNamed("expect"):
        if value.lowercased() == "100-continue" {
          expectsContinue = true
        } else {
          problem = (417, "nothing but 100-continue can be expected")
        }
      case 7 where field.isNamed("upgrade"): isLast = true
      case 14 where field.isNamed("content-length"):
        if Int(value).map({ $0 > bodyLimit }) ?? true {
          problem = (413, "the body is over \(bodyLimit) bytes")
        }
      case 17 where field.isNamed("transfer-encoding"):
        // RFC 9112 §6.1: a coding that is not understood, or one in HTTP/1.0, which had none,
        // leaves it open where the request ends.
        if value.lowercased() != "chunked" || head.version != .http1_1 {
          problem = (400, "no transfer coding but chunked is understood")
        }
      default: break
      }
    }
    // RFC 9112 §3.2: a request without exactly one Host is malformed.
    if hosts > 1 || hosts == 0 && head.version == .http1_1 {
      problem = (400, "not exactly one Host header")
    }
    request = MetadataRequest(head.method.rawValue, head.uri, headers: fields)
  }

  /// RFC 9110 §5.5: white space around a value is none of it. The parser leaves it at the end.
  private static func withoutSpaceAtEnd(_ value: String) -> String {
    guard let last = value.utf8.last, last == 0x20 || last == 0x09 else { return value }
    let end = value.utf8.lastIndex { $0 != 0x20 && $0 != 0x09 }
    return end.map { String(value[...$0]) } ?? ""
  }

  /// RFC 3986 §3.2.2 and §3.2.3, as far as smuggling goes: a name or an address, perhaps a port; no
  /// list, no path, no user.
  private static func isHost(_ value: String) -> Bool {
    value.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"): true
      case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"): true
      case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"): true
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"): true
      case UInt8(ascii: ";"), UInt8(ascii: "="): true
      default: false
      }
    }
  }
}
