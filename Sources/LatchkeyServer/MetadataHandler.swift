import FoundationEssentials
import Glibc
import LatchkeyMetadata
import NIOCore
import NIOHTTP1

/// One connection: requests in, answers out, in order.
///
/// The answers are computed at once, so requests that come in one packet are answered in one packet,
/// and nothing is ever pending. What ends a connection: the client, an error, the idle time.
final class MetadataHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let source: any MetadataSource
  private let limits: ServerLimits
  private let log: RequestLog
  private var peer = ""
  private var head: HTTPRequestHead?
  private var bodyBytes = 0
  private var isEnding = false
  private var timeToLive: Int?
  private var lastProgress = NIODeadline.now()
  private var watch: Scheduled<Void>?
  private var random = SystemRandomNumberGenerator()

  init(source: any MetadataSource, limits: ServerLimits, log: RequestLog) {
    self.source = source
    self.limits = limits
    self.log = log
  }

  func channelActive(context: ChannelHandlerContext) {
    peer = IPAddress.text(of: context.remoteAddress)
    lastProgress = .now()
    watchForIdleness(context: context, after: limits.idleTime)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      bodyBytes = 0
      if head.headers[canonicalForm: "expect"].contains("100-continue") {
        write("HTTP/1.1 100 Continue\r\n\r\n", context: context)
      }
    case .body(let part):
      bodyBytes += part.readableBytes
      if bodyBytes > limits.bodyBytes {
        end(413, "the body is over \(limits.bodyBytes) bytes", context: context)
      }
    case .end:
      guard let head else { return }
      self.head = nil
      lastProgress = .now()
      answer(head, context: context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow where !isEnding:
      end(431, "the header is over \(limits.headerBytes) bytes", context: context)
    case let error as HTTPParserError where !isEnding:
      end(400, "not HTTP/1.1: \(error)", context: context)
    case is HTTPParserError:
      break
    default:
      // The connection itself failed: nobody is there to be told.
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      // All that was asked has been answered; the answers may still be on their way out.
      if context.channel.isWritable { context.flush() }
      context.close(mode: .output, promise: nil)
      context.eventLoop.assumeIsolated().scheduleTask(in: limits.lingerTime) {
        context.close(promise: nil)
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    // RFC 9112 §3.2: a request without exactly one Host is malformed.
    guard head.version != .http1_1 || head.headers["host"].count == 1 else {
      return end(400, "not exactly one Host header", context: context)
    }
    let request = MetadataRequest(
      head.method.rawValue, head.uri, headers: head.headers.map { HeaderField($0.name, $0.value) })
    let time = Date()
    let service = source.service(for: peer, at: time)
    let response =
      service?.respond(to: request, at: time, using: &random) ?? Self.nobody(peer, head.method)
    if response.timeToLive != timeToLive { travel(response.timeToLive, context: context) }
    var buffer = context.channel.allocator.buffer(capacity: 320 + response.body.count)
    ResponseWriter.write(response, closing: !head.isKeepAlive, to: &buffer)
    context.write(wrapOutboundOut(buffer), promise: nil)
    log.answered(
      request, from: peer, by: service?.instance.id.description, status: response.status)
    if !head.isKeepAlive { finish(context: context) }
  }

  /// What a client is told whose address is no instance's: there is nothing like it in a cloud, so
  /// it is said in words.
  private static func nobody(_ peer: String, _ method: HTTPMethod) -> MetadataResponse {
    ResponseWriter.plain(
      404,
      """
      no instance has the address \(peer): ask from an instance's own loopback address \
      (curl --interface 127.31.…), or serve one instance to everybody (latchkey metadata serve ID)

      """,
      sendsBody: method != .HEAD)
  }

  /// Sets the IP time to live of what is sent from here on: a token's answer must not travel
  /// further than the instance's hop limit allows.
  private func travel(_ hops: Int?, context: ChannelHandlerContext) {
    context.flush()
    timeToLive = hops
    guard context.remoteAddress?.protocol == .inet else { return }
    let systemDefault = 64
    try? context.channel.syncOptions?.setOption(
      ChannelOptions.Types.SocketOption(level: .ip, name: .init(rawValue: IP_TTL)),
      value: hops ?? systemDefault)
  }

  /// Answers with an error of the connection and ends it.
  private func end(_ status: Int, _ reason: String, context: ChannelHandlerContext) {
    var buffer = context.channel.allocator.buffer(capacity: 256)
    ResponseWriter.write(
      ResponseWriter.plain(status, reason + "\n"), closing: true, to: &buffer)
    context.write(wrapOutboundOut(buffer), promise: nil)
    log.refused(from: peer, status: status, because: reason)
    finish(context: context)
  }

  /// Ends the connection once the client has had the answer: closing at once, with its bytes still
  /// unread, would reset the connection and could take the answer away.
  private func finish(context: ChannelHandlerContext) {
    isEnding = true
    context.flush()
    context.close(mode: .output, promise: nil)
    context.eventLoop.assumeIsolated().scheduleTask(in: limits.lingerTime) {
      context.close(promise: nil)
    }
  }

  private func write(_ text: String, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }

  /// One timer a connection, looked at when it is over, rather than one set anew with each request.
  private func watchForIdleness(context: ChannelHandlerContext, after wait: TimeAmount) {
    watch = context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
      let idle = NIODeadline.now() - self.lastProgress
      if idle >= self.limits.idleTime {
        context.close(promise: nil)
      } else {
        self.watchForIdleness(context: context, after: self.limits.idleTime - idle)
      }
    }
  }
}
