import FoundationEssentials
import LatchkeyMetadata
import LatchkeyServer
import Synchronization

/// A service that ends and begins again, on the same port and without a memory of the tokens that it
/// has issued, each time that it has answered so many requests.
final class RestartingService: Sendable {
  /// The instance that all of them serve.
  let instance: Instance
  /// Where they listen.
  let url: String
  private let requests: Int
  private let restarted = Mutex(0)
  private let isOver = Mutex(false)
  private let current: Mutex<(server: MetadataServer, source: CountingSource)>

  /// How often it has begun again.
  var restarts: Int { restarted.withLock { $0 } }

  private init(_ instance: Instance, requests: Int) async throws {
    self.instance = instance
    self.requests = requests
    let source = CountingSource(instance)
    let server = try await MetadataServer.start(serving: source)
    url = server.url
    current = Mutex((server, source))
  }

  /// Serves an instance, runs `body`, and stops.
  ///
  /// - Parameter requests: how many are answered before each restart.
  static func with(
    _ instance: Instance, restartingAfter requests: Int,
    _ body: @Sendable @escaping (RestartingService) throws -> Void
  ) async throws {
    let service = try await RestartingService(instance, requests: requests)
    // The client blocks, so that it needs a thread of its own.
    let client = Task.detached {
      defer { service.isOver.withLock { $0 = true } }
      try body(service)
    }
    while !service.isOver.withLock({ $0 }) {
      try await Task.sleep(for: .milliseconds(1))
      let (server, source) = service.current.withLock { $0 }
      guard source.count >= requests else { continue }
      await server.stop()
      let next = CountingSource(instance)
      let again = try await MetadataServer.start(serving: next, at: server.address)
      service.current.withLock { $0 = (again, next) }
      service.restarted.withLock { $0 += 1 }
    }
    await service.current.withLock { $0.server }.stop()
    try await client.value
  }
}
