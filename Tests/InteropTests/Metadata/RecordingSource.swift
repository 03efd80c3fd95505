import Foundation
import LatchkeyMetadata
import LatchkeyServer
import Synchronization

/// Serves an instance and remembers what was asked; may be restarted after so many requests, as a
/// service is while a client is busy with it: tokens of before are then good no more.
final class RecordingSource: MetadataSource {
  /// A request and the status that it was answered with.
  struct Entry: Hashable, Sendable, CustomStringConvertible {
    let method: String
    let path: String
    let status: Int

    var description: String { "\(method) \(path) \(status)" }
  }

  private struct State {
    var entries: [Entry] = []
    var service: IMDSService
    var restart: Int?
  }

  private let instance: Instance
  private let state: Mutex<State>

  /// A source that serves an instance.
  ///
  /// - Parameter restart: after how many requests the service is another one; `nil` for never.
  init(_ instance: Instance, restartingAfter restart: Int? = nil) {
    self.instance = instance
    let service = IMDSService(of: instance, tokens: TokenAuthority(), at: Date())
    state = Mutex(State(service: service, restart: restart))
  }

  /// What was asked so far.
  var entries: [Entry] { state.withLock { $0.entries } }

  func service(for peer: String, at time: Date) -> (any MetadataService)? { Recorder(source: self) }

  private struct Recorder: MetadataService {
    let source: RecordingSource

    var instance: Instance { source.instance }
    var validUntil: Date? { nil }

    func respond(
      to request: MetadataRequest, at time: Date, using random: inout some RandomNumberGenerator
    ) -> MetadataResponse {
      let service = source.state.withLock { state in
        if let restart = state.restart, state.entries.count >= restart {
          state.restart = nil
          state.service = IMDSService(of: source.instance, tokens: TokenAuthority(), at: time)
        }
        return state.service
      }
      let response = service.respond(to: request, at: time, using: &random)
      let entry = Entry(method: request.method, path: request.target, status: response.status)
      source.state.withLock { $0.entries.append(entry) }
      return response
    }

    func content(at path: String) -> [UInt8]? {
      source.state.withLock { $0.service }.content(at: path)
    }
  }
}
