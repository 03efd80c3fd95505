import NIOCore
import NIOHTTP1
import NIOPosix

extension MetadataServer {
  /// How a socket becomes a service.
  static func bootstrap(
    _ source: any MetadataSource, _ limits: ServerLimits, _ log: RequestLog,
    _ connections: Connections, on group: MultiThreadedEventLoopGroup
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          var configuration = NIOHTTPDecoderLimitConfiguration()
          configuration.maxHeaderFieldSize = limits.headerBytes
          configuration.maxHeaderListSize = limits.headerBytes
          configuration.maxHeaderFieldCount = limits.headerFields
          let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, limitConfiguration: configuration)
          try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(decoder), BackPressureHandler(),
            ChangeWait(source: source, limits: limits),
            MetadataHandler(
              of: Connection(channel), among: connections, source: source, limits: limits, log: log),
          ])
        }
      }
  }
}
