import FoundationEssentials
import LatchkeyMetadata
import NIOCore
import NIOHTTP1

/// Holds back a request that waits for a change, and whatever comes after it on its connection, until
/// the change is there, the time is over, or the connection ends.
///
/// Nothing is told when an instance changes, so the source is asked again and again: GCE's clients
/// come back at once when they are answered, and would ask far more often.
final class ChangeWait: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  private let source: any MetadataSource
  private let limits: ServerLimits
  /// What is held back, in order; empty where nothing is.
  private var parts: CircularBuffer<HTTPServerRequestPart> = []
  private var check: Scheduled<Void>?

  /// How often the source is asked.
  private static let interval = TimeAmount.milliseconds(200)

  init(source: any MetadataSource, limits: ServerLimits) {
    self.source = source
    self.limits = limits
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    if parts.isEmpty { take(part, context: context) } else { parts.append(part) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    check?.cancel()
    parts.removeAll()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // The client has said all that it will, or the service is about to end.
    release(context: context)
    context.fireUserInboundEventTriggered(event)
  }

  private func take(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
    guard case .head(let head) = part, Self.mayWait(head.uri),
      let hold = hold(on: head, context: context)
    else { return context.fireChannelRead(wrapInboundOut(part)) }
    parts.append(part)
    // What the client sends meanwhile is not read, so that it cannot fill the memory.
    setReading(false, context: context)
    // The idle time goes on: a wait has to end well before it does.
    let longest = TimeAmount.nanoseconds(limits.idleTime.nanoseconds / 2)
    let wanted = TimeAmount.seconds(Int64(min(hold.seconds, 3600)))
    wait(on: head, while: hold.state, until: .now() + min(wanted, longest), context: context)
  }

  /// Whether a target can be one that waits. What has no query cannot, which is known at a glance.
  private static func mayWait(_ target: String) -> Bool {
    target.utf8.contains(UInt8(ascii: "?")) && target.contains("wait_for_change")
  }

  private func wait(
    on head: HTTPRequestHead, while state: String, until limit: NIODeadline,
    context: ChannelHandlerContext
  ) {
    check = context.eventLoop.assumeIsolated().scheduleTask(in: Self.interval) {
      if NIODeadline.now() < limit, self.hold(on: head, context: context)?.state == state {
        self.wait(on: head, while: state, until: limit, context: context)
      } else {
        self.release(context: context)
      }
    }
  }

  private func hold(on head: HTTPRequestHead, context: ChannelHandlerContext) -> MetadataHold? {
    let time = Date()
    let request = MetadataRequest(
      head.method.rawValue, head.uri, headers: head.headers.map { HeaderField($0.name, $0.value) })
    return source.service(for: IPAddress.text(of: context.remoteAddress), at: time)?
      .hold(on: request, at: time)
  }

  private func release(context: ChannelHandlerContext) {
    check?.cancel()
    check = nil
    guard let first = parts.popFirst() else { return }
    var rest = parts
    parts = []
    setReading(true, context: context)
    context.fireChannelRead(wrapInboundOut(first))
    // The next request may have to wait, too.
    while let part = rest.popFirst() {
      if parts.isEmpty { take(part, context: context) } else { parts.append(part) }
    }
    context.fireChannelReadComplete()
  }

  private func setReading(_ reads: Bool, context: ChannelHandlerContext) {
    try? context.channel.syncOptions?.setOption(.autoRead, value: reads)
    if reads { context.read() }
  }
}
