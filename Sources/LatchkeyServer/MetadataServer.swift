import Glibc
public import LatchkeyMetadata
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// The metadata service on a socket.
///
/// ```swift
/// let server = try await MetadataServer.start(serving: instance)
/// setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url, 1)
/// await server.stop()
/// ```
public final class MetadataServer: Sendable {
  /// Where it listens; the port is the one that it really has.
  public let address: ListenAddress
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let connections: Connections
  private let drainTime: TimeAmount

  /// The service's URL, without a slash at the end: `http://127.0.0.1:40123`.
  public var url: String { "http://\(address)" }

  private init(
    _ channel: any Channel, at address: ListenAddress, on group: MultiThreadedEventLoopGroup,
    _ connections: Connections, drainTime: TimeAmount
  ) {
    self.channel = channel
    self.group = group
    self.connections = connections
    self.drainTime = drainTime
    self.address = address.bound(to: channel.localAddress?.port)
  }

  /// Starts to serve.
  ///
  /// - Parameters:
  ///   - source: decides which instance answers.
  ///   - address: where to listen; a free port of 127.0.0.1 by default.
  ///   - limits: what clients may take.
  ///   - threads: how many threads answer.
  ///   - logger: connections that are refused go to it, at level notice.
  ///   - requestLogger: requests go to it, at level info; to `logger` where there is none.
  /// - Throws: ``ServerError``.
  public static func start(
    serving source: any MetadataSource, at address: ListenAddress = .loopback,
    limits: ServerLimits = .init(), threads: Int = 1, logger: Logger = .silent,
    requestLogger: Logger? = nil
  ) async throws(ServerError) -> MetadataServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let connections = Connections(limits)
    let log = RequestLog(logger, requests: requestLogger ?? logger)
    do {
      let bootstrap = bootstrap(source, limits, log, connections, on: group)
      let channel = try await bootstrap.bind(host: address.host, port: address.port).get()
      return MetadataServer(
        channel, at: address, on: group, connections, drainTime: limits.drainTime)
    } catch {
      try? await group.shutdownGracefully()
      throw ServerError(listeningAt: address, failed: error)
    }
  }

  /// Starts to serve one instance to everybody: what a test needs. To change the instance while it
  /// is served, start with an ``InstanceSource`` instead.
  ///
  /// - Parameters:
  ///   - instance: what is served.
  ///   - address: where to listen; a free port of 127.0.0.1 by default.
  ///   - logger: requests go to it at level info, connections that are refused at notice.
  /// - Throws: ``ServerError``.
  public static func start(
    serving instance: Instance, at address: ListenAddress = .loopback, logger: Logger = .silent
  ) async throws(ServerError) -> MetadataServer {
    try await start(serving: InstanceSource(instance), at: address, logger: logger)
  }

  /// Starts to serve, for callers that are not concurrent; otherwise as the other `start`.
  @available(*, noasync)
  public static func startBlocking(
    serving source: any MetadataSource, at address: ListenAddress = .loopback,
    limits: ServerLimits = .init(), threads: Int = 1, logger: Logger = .silent,
    requestLogger: Logger? = nil
  ) throws(ServerError) -> MetadataServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let connections = Connections(limits)
    let log = RequestLog(logger, requests: requestLogger ?? logger)
    do {
      let bootstrap = bootstrap(source, limits, log, connections, on: group)
      let channel = try bootstrap.bind(host: address.host, port: address.port).wait()
      return MetadataServer(
        channel, at: address, on: group, connections, drainTime: limits.drainTime)
    } catch {
      try? group.syncShutdownGracefully()
      throw ServerError(listeningAt: address, failed: error)
    }
  }

  /// How many times a connection goes from thread to thread between being accepted and being one of
  /// `connections`: to its own thread, back to the listener's, and to its own again. One that comes
  /// at the very end has to have arrived before the threads go, or be turned away by them.
  private static let arrivalSteps = 4

  /// Stops listening, lets the answers to what was asked go out, and ends all connections, at the
  /// latest after ``ServerLimits/drainTime``.
  public func stop() async {
    try? await channel.close()
    for _ in 0..<Self.arrivalSteps {
      for loop in group.makeIterator() { try? await loop.submit {}.get() }
    }
    connections.announceEnd()
    let end = NIODeadline.now() + drainTime
    while connections.count > 0, NIODeadline.now() < end {
      // A task that was cancelled waits no longer.
      guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { break }
    }
    try? await group.shutdownGracefully()
  }

  /// Stops, for callers that are not concurrent; otherwise as ``stop()``.
  @available(*, noasync)
  public func stopBlocking() {
    try? channel.close().wait()
    for _ in 0..<Self.arrivalSteps {
      for loop in group.makeIterator() { try? loop.submit {}.wait() }
    }
    connections.announceEnd()
    let end = NIODeadline.now() + drainTime
    while connections.count > 0, NIODeadline.now() < end { usleep(2000) }
    try? group.syncShutdownGracefully()
  }
}
