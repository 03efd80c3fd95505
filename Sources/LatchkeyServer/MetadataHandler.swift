import FoundationEssentials
import Glibc
import LatchkeyMetadata
import NIOCore
import NIOHTTP1

/// One connection: requests in, answers out, in order.
///
/// The answers are computed at once, so requests that come in one packet are answered in one packet,
/// and nothing is ever pending. What ends a connection: the client, an error, the idle time, others
/// that need its place, the service's end.
final class MetadataHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  let source: any MetadataSource
  let limits: ServerLimits
  let log: RequestLog
  let connections: Connections
  let connection: Connection
  var peer = ""
  /// The request that is being received.
  private var head: RequestHead?
  private var bodyBytes = 0
  /// Whether bytes have come that are no whole request yet.
  private(set) var isReceiving = false
  private var hasCompleted = false
  /// Whether nothing more is answered.
  var isEnding = false
  /// Whether the service is about to end.
  var isLast = false
  private var timeToLive: Int?
  private var random = SystemRandomNumberGenerator()
  var watch: Scheduled<Void>?

  init(
    of connection: Connection, among connections: Connections, source: any MetadataSource,
    limits: ServerLimits, log: RequestLog
  ) {
    self.connection = connection
    self.connections = connections
    self.source = source
    self.limits = limits
    self.log = log
  }

  func channelActive(context: ChannelHandlerContext) {
    peer = IPAddress.text(of: context.remoteAddress)
    enter(context: context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch?.cancel()
    connections.remove(connection)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      let head = RequestHead(head, bodyLimit: limits.bodyBytes)
      if let problem = head.problem {
        return end(problem.status, problem.reason, context: context)
      }
      self.head = head
      bodyBytes = 0
      if head.expectsContinue {
        context.writeAndFlush(
          wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
      }
    case .body(let part):
      bodyBytes += part.readableBytes
      if bodyBytes > limits.bodyBytes {
        end(413, "the body is over \(limits.bodyBytes) bytes", context: context)
      }
    case .end:
      guard let head else { return }
      self.head = nil
      hasCompleted = true
      connection.lastProgress = .now()
      answer(head, context: context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReceiving = head != nil || !hasCompleted
    hasCompleted = false
    context.flush()
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow where !isEnding:
      end(431, "the header is over \(limits.headerBytes) bytes", context: context)
    case HTTPParserError.unknown where !isEnding:
      end(400, "not HTTP/1.1", context: context)
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
    switch event {
    case ChannelEvent.inputClosed:
      // All that was asked has been answered; the answers may still be on their way out.
      finish(context: context)
    case is ServiceEnding: prepareToEnd(context: context)
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func answer(_ head: RequestHead, context: ChannelHandlerContext) {
    let began = log.isOn ? NIODeadline.now() : .distantPast
    let time = Date()
    let service = source.service(for: peer, at: time)
    let response =
      service?.respond(to: head.request, at: time, using: &random)
      ?? ResponseWriter.nobody(peer, sendsBody: head.request.method != "HEAD")
    if response.timeToLive != timeToLive { travel(response.timeToLive, context: context) }
    let isLast = head.isLast || self.isLast
    var buffer = context.channel.allocator.buffer(capacity: 320 + response.body.count)
    ResponseWriter.write(response, closing: isLast, to: &buffer)
    context.write(wrapOutboundOut(buffer), promise: nil)
    if log.isOn {
      log.answered(
        head.request.method, head.request.target, from: peer,
        by: service?.instance.id.description, status: response.status,
        bytes: response.sendsBody ? response.body.count : 0, duration: .now() - began)
    }
    if isLast { finish(context: context) }
  }

  /// Sets the IP time to live of what is sent from here on: a token's answer must not travel
  /// further than the instance's hop limit allows.
  private func travel(_ hops: Int?, context: ChannelHandlerContext) {
    context.flush()
    timeToLive = hops
    // An IPv4 client of a socket that listens on `::` needs the IPv4 option, too.
    set(IP_TTL, .ip, to: hops ?? 64, context: context)
    if context.remoteAddress?.protocol == .inet6 {
      let systemDefault = -1
      set(IPV6_UNICAST_HOPS, .ipv6, to: hops ?? systemDefault, context: context)
    }
  }

  private func set(
    _ option: Int32, _ level: NIOBSDSocket.OptionLevel, to value: Int,
    context: ChannelHandlerContext
  ) {
    try? context.channel.syncOptions?.setOption(
      ChannelOptions.Types.SocketOption(level: level, name: .init(rawValue: option)),
      value: SocketOptionValue(value))
  }
}
