import NIOCore

/// How a connection begins and ends.
extension MetadataHandler {
  /// Takes the connection in, or turns it away.
  func enter(context: ChannelHandlerContext) {
    switch connections.admit(connection) {
    case .admitted:
      watchForIdleness(context: context, after: limits.idleTime)
    case .replacing(let idlest):
      log.displaced(IPAddress.text(of: idlest.channel.remoteAddress))
      idlest.channel.close(promise: nil)
      watchForIdleness(context: context, after: limits.idleTime)
    case .refused(let mayLinger):
      connection.isRefused = true
      end(503, "all connections are taken; try again in a second", context: context)
      // In a flood nobody is waited for.
      if !mayLinger { context.close(promise: nil) }
    }
  }

  /// Answers with an error of the connection and ends it.
  func end(_ status: Int, _ reason: String, context: ChannelHandlerContext) {
    var buffer = context.channel.allocator.buffer(capacity: 256)
    ResponseWriter.write(
      ResponseWriter.plain(status, reason + "\n"), closing: true, to: &buffer)
    context.write(NIOAny(buffer), promise: nil)
    log.refused(from: peer, status: status, because: reason)
    finish(context: context)
  }

  /// Ends the connection once the client has had the answer: closing at once, with its bytes still
  /// unread, would reset the connection and could take the answer away.
  func finish(context: ChannelHandlerContext) { finish(lingeringFor: limits.lingerTime, context) }

  private func finish(lingeringFor time: TimeAmount, _ context: ChannelHandlerContext) {
    guard !isEnding else { return }
    isEnding = true
    // What is written last is sent last: where the client has stopped sending, closing the output
    // would close all and take away what has not been sent yet.
    let last = context.writeAndFlush(NIOAny(context.channel.allocator.buffer(capacity: 0)))
    last.assumeIsolated().whenComplete { _ in
      guard time > .zero else { return context.close(promise: nil) }
      context.close(mode: .output, promise: nil)
      context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
  }

  /// Answers what has been asked already, and what is on its way this very moment.
  func prepareToEnd(context: ChannelHandlerContext) {
    isLast = true
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(50)) {
      // A request of which a part is there is waited for, as long as the service waits at all.
      if !self.isReceiving { self.finish(lingeringFor: .zero, context) }
    }
  }

  /// One timer a connection, looked at when it is over, rather than one set anew with each request.
  private func watchForIdleness(context: ChannelHandlerContext, after wait: TimeAmount) {
    watch = context.eventLoop.assumeIsolated().scheduleTask(in: wait) {
      let idle = NIODeadline.now() - self.connection.lastProgress
      if idle < self.limits.idleTime {
        self.watchForIdleness(context: context, after: self.limits.idleTime - idle)
      } else if self.isReceiving, !self.isEnding {
        self.end(408, "no whole request within the idle time", context: context)
        self.watch = context.eventLoop.assumeIsolated().scheduleTask(in: self.limits.lingerTime) {
          context.close(promise: nil)
        }
      } else {
        context.close(promise: nil)
      }
    }
  }
}
