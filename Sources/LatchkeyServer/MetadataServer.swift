public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// The metadata service on a socket.
///
/// ```swift
/// let server = try await MetadataServer.start(serving: InstanceSource(instance))
/// setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url, 1)
/// await server.stop()
/// ```
public final class MetadataServer: Sendable {
  /// Where it listens; the port is the one that it really has.
  public let address: ListenAddress
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// The service's URL, without a slash at the end: `http://127.0.0.1:40123`.
  public var url: String { "http://\(address)" }

  private init(
    _ channel: any Channel, at address: ListenAddress, on group: MultiThreadedEventLoopGroup
  ) {
    self.channel = channel
    self.group = group
    self.address = address.bound(to: channel.localAddress?.port)
  }

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - source: decides which instance answers.
  ///   - address: where to listen; a free port of 127.0.0.1 by default.
  ///   - limits: what one client may take.
  ///   - threads: how many threads answer.
  ///   - logger: requests go to it at level info, refused connections at notice.
  /// - Throws: ``ServerError``.
  public static func start(
    serving source: any MetadataSource, at address: ListenAddress = .loopback,
    limits: ServerLimits = .init(), threads: Int = 1, logger: Logger = .silent
  ) async throws(ServerError) -> MetadataServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    do {
      let bootstrap = bootstrap(source, limits, logger, on: group)
      let channel = try await bootstrap.bind(host: address.host, port: address.port).get()
      return MetadataServer(channel, at: address, on: group)
    } catch {
      try? await group.shutdownGracefully()
      throw ServerError(listeningAt: address, failed: error)
    }
  }

  /// Starts to serve, for callers that are not concurrent; otherwise as the other `start`.
  @available(*, noasync)
  public static func startBlocking(
    serving source: any MetadataSource, at address: ListenAddress = .loopback,
    limits: ServerLimits = .init(), threads: Int = 1, logger: Logger = .silent
  ) throws(ServerError) -> MetadataServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    do {
      let bootstrap = bootstrap(source, limits, logger, on: group)
      let channel = try bootstrap.bind(host: address.host, port: address.port).wait()
      return MetadataServer(channel, at: address, on: group)
    } catch {
      try? group.syncShutdownGracefully()
      throw ServerError(listeningAt: address, failed: error)
    }
  }

  /// Stops listening and ends all connections.
  public func stop() async {
    try? await channel.close()
    try? await group.shutdownGracefully()
  }

  /// Stops, for callers that are not concurrent.
  @available(*, noasync)
  public func stopBlocking() {
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
  }

  private static func bootstrap(
    _ source: any MetadataSource, _ limits: ServerLimits, _ logger: Logger,
    on group: MultiThreadedEventLoopGroup
  ) -> ServerBootstrap {
    let log = RequestLog(logger)
    return ServerBootstrap(group: group)
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
            MetadataHandler(source: source, limits: limits, log: log),
          ])
        }
      }
  }
}
