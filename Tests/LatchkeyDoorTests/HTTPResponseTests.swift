import Testing

@testable import LatchkeyDoor

@Suite struct `HTTP responses` {
  static let whole: [(String, Int, String)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.0 404 Not Found\r\ncontent-length:0\r\n\r\n", 404, ""),
    ("HTTP/1.1 200\r\nContent-Length:  2  \r\n\r\nhi", 200, "hi"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\n\r\n", 200, "abc0123456789"
    ),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
  ]

  @Test(arguments: whole)
  func `are read however they are cut`(text: String, status: Int, body: String) throws {
    let bytes = Array(text.utf8)
    var response: HTTPResponse?
    for count in 0...bytes.count where response == nil {
      response = try HTTPResponse.parse(Array(bytes[..<count]), ended: false)
    }
    #expect(response?.status == status)
    #expect(response?.text == body)
  }

  @Test func `without a length last until the end of the stream`() throws {
    let bytes = Array("HTTP/1.1 200 OK\r\n\r\nkey".utf8)
    #expect(try HTTPResponse.parse(bytes, ended: false) == nil)
    #expect(try HTTPResponse.parse(bytes, ended: true)?.text == "key")
  }

  @Test(arguments: [
    ("", "an empty answer"),
    ("SSH-2.0-OpenSSH_9.2\r\n", "not HTTP"),
    ("HTTP/1.1 2x0 OK\r\n\r\n", "not HTTP"),
    ("HTTP/1.1 200 OK\r\nContent-Le", "a cut-off header"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", "a cut-off body"),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "a malformed Content-Length"),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "a malformed Content-Length"
    ),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", "a cut-off body"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "a malformed chunk"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n",
      "a malformed chunk"
    ),
  ])
  func `that are damaged say how`(text: String, words: String) {
    let error = #expect(throws: HTTPResponse.Malformed.self) {
      try HTTPResponse.parse(Array(text.utf8), ended: true)
    }
    #expect(error?.reason == words)
  }
}
