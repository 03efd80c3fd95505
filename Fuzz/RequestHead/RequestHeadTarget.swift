internal import FoundationEssentials
internal import FuzzSupport
internal import LatchkeyMetadata
internal import NIOCore
internal import NIOEmbedded
internal import NIOHTTP1

@testable internal import LatchkeyServer

/// Requests as they come through a connection, and the answers that go back: a byte that says whose
/// service answers, then what the client sends.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let service = input.choice(of: Services.all)
  for head in heads(in: input.rest()) {
    let own = RequestHead(head, bodyLimit: Services.limits.bodyBytes)
    checkFields(of: own, head)
    if let problem = own.problem {
      expect([400, 413, 417].contains(problem.status), "the status \(problem.status)")
      checkAnswer(ResponseWriter.plain(problem.status, problem.reason), isLast: true)
      // As the connection does: it ends with what is wrong.
      return 0
    }
    checkIsSound(own, head)
    var random = Digits()
    _ = service.hold(on: own.request, at: Services.time)
    let answer = service.respond(to: own.request, at: Services.time, using: &random)
    expect(own.request.method != "HEAD" || !answer.sendsBody, "HEAD is answered without a body")
    checkAnswer(answer, isLast: own.isLast)
  }
  return 0
}

/// The services that may be asked, one a cloud.
private enum Services {
  static let limits = ServerLimits()
  static let time = Date(timeIntervalSince1970: 1_700_000_000)

  static let all = Cloud.allCases.compactMap { cloud in
    (try? Instance.launch(LaunchTemplate(cloud: cloud, name: "web"))).map {
      cloud.service(of: $0, tokens: TokenAuthority(), at: time)
    }
  }
}

/// The heads of the requests, as the server's own decoder finds them, up to its first error.
private func heads(in bytes: [UInt8]) -> [HTTPRequestHead] {
  var limits = NIOHTTPDecoderLimitConfiguration()
  limits.maxHeaderFieldSize = Services.limits.headerBytes
  limits.maxHeaderListSize = Services.limits.headerBytes
  limits.maxHeaderFieldCount = Services.limits.headerFields
  let decoder = HTTPRequestDecoder(
    leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
  let channel = EmbeddedChannel(handler: ByteToMessageHandler(decoder))
  // What it throws is the client's mistake: what came before it has been handed on.
  _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
  var heads: [HTTPRequestHead] = []
  while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
    if case .head(let head) = part { heads.append(head) }
  }
  _ = try? channel.finish()
  return heads
}

/// All fields are there, in order, with their blanks gone and nothing else.
private func checkFields(of own: RequestHead, _ head: HTTPRequestHead) {
  expect(own.request.method == head.method.rawValue, "the method")
  expect(own.request.target == head.uri, "the target")
  expect(own.request.headers.count == head.headers.count, "the number of fields")
  for (field, sent) in zip(own.request.headers, head.headers) {
    expect(field.name == sent.name, "the name \(sent.name)")
    let (value, whole) = (Array(field.value.utf8), Array(sent.value.utf8))
    expect(whole.starts(with: value), "the value of \(sent.name)")
    expect(whole.dropFirst(value.count).allSatisfy(isBlank), "what was cut off \(sent.name)")
    expect(value.last.map { !isBlank($0) } ?? true, "the end of \(sent.name)")
  }
}

/// Where nothing is wrong it is clear where the request goes and where it ends: what one server
/// takes for a body must not be another's next request.
private func checkIsSound(_ own: RequestHead, _ head: HTTPRequestHead) {
  func values(_ name: String) -> [String] {
    own.request.headers.filter { $0.name.lowercased() == name }.map(\.value)
  }
  let hosts = values("host")
  expect(hosts.count == 1 || hosts.isEmpty && head.version != .http1_1, "exactly one host")
  expect(
    hosts.allSatisfy { !$0.contains { " \t/@,?#\\".contains($0) } }, "the host \(hosts)")
  let lengths = values("content-length")
  expect(
    lengths.allSatisfy { length in
      !length.isEmpty && length.utf8.allSatisfy { (0x30...0x39).contains($0) }
        && Int(length).map { $0 <= Services.limits.bodyBytes } ?? false
    }, "the lengths \(lengths)")
  expect(Set(lengths.compactMap { Int($0) }).count < 2, "lengths that contradict: \(lengths)")
  let codings = values("transfer-encoding")
  expect(codings.allSatisfy { $0.lowercased() == "chunked" }, "the codings \(codings)")
  expect(codings.isEmpty || lengths.isEmpty, "a length beside a coding")
  expect(codings.isEmpty || head.version == .http1_1, "a coding in \(head.version)")
  let expected = values("expect")
  expect(expected.allSatisfy { $0.lowercased() == "100-continue" }, "what is expected")
  expect(own.expectsContinue == !expected.isEmpty, "whether anything is expected")
}

/// An answer is one, whatever was asked for.
private func checkAnswer(_ answer: MetadataResponse, isLast: Bool) {
  var buffer = ByteBuffer()
  ResponseWriter.write(answer, closing: isLast, to: &buffer)
  let bytes = Array(buffer.readableBytesView)
  let head = Array(bytes.dropLast(answer.sendsBody ? answer.body.count : 0))
  var lines = head.split(separator: 0x0a, omittingEmptySubsequences: false)
  expect(lines.popLast()?.isEmpty == true && lines.popLast() == [0x0d], "the end of the head")
  expect(
    lines.count == 1 + answer.headers.count + (isLast ? 1 : 0), "the lines of the head")
  expect(
    lines.allSatisfy { line in
      line.last == 0x0d && line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }, "no line holds a control character")
  expect(!lines[0].contains(UInt8(ascii: "U")) || answer.status == 401, "the status has a name")
  let length = answer.header("content-length")
  expect(length == "\(answer.body.count)", "the length \(length ?? "") of \(answer.body.count)")
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// The same numbers in each run.
private struct Digits: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
