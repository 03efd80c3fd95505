import NIOCore
import Synchronization

/// The connections of a service, which are never more than it allows.
///
/// One that comes when there are as many as may be takes the place of the one that has gone longest
/// without completing a request, provided that this is a while: so neither a flood of connections
/// nor clients that hang keep others out, and none is closed in the midst of its work.
final class Connections: Sendable {
  /// What becomes of a connection that wants to come in.
  enum Admission {
    /// It is in.
    case admitted
    /// It is in, and this one has to go.
    case replacing(Connection)
    /// It is not. Whether there is time to wait for it to read that.
    case refused(mayLinger: Bool)
  }

  private let limit: Int
  /// How many that were refused may be waited for at the same time.
  private let lingering: Int
  private let patience: TimeAmount
  private let state = Mutex(State())

  private struct State {
    var open: [ObjectIdentifier: Connection] = [:]
    var refused = 0
  }

  /// No connections yet, of as many as the limits and the system allow.
  init(_ limits: ServerLimits) {
    limit = min(limits.connections, FileLimit.connections)
    lingering = min(64, limit / 4)
    patience = limits.patience
  }

  /// How many there are.
  var count: Int { state.withLock { $0.open.count } }

  /// Decides about a connection. Whatever is decided, ``remove(_:)`` is to follow in the end.
  func admit(_ connection: Connection) -> Admission {
    state.withLock { state in
      guard state.open.count >= limit else {
        state.open[ObjectIdentifier(connection)] = connection
        return .admitted
      }
      let idlest = state.open.values.min { $0.lastProgress < $1.lastProgress }
      guard let idlest, NIODeadline.now() - idlest.lastProgress >= patience else {
        state.refused += 1
        return .refused(mayLinger: state.refused <= lingering)
      }
      state.open[ObjectIdentifier(idlest)] = nil
      state.open[ObjectIdentifier(connection)] = connection
      return .replacing(idlest)
    }
  }

  /// Forgets a connection that has ended.
  func remove(_ connection: Connection) {
    state.withLock { state in
      let known = state.open.removeValue(forKey: ObjectIdentifier(connection))
      if known == nil, connection.isRefused { state.refused -= 1 }
    }
  }

  /// Tells all that the service is about to end.
  func announceEnd() {
    for connection in state.withLock({ Array($0.open.values) }) {
      connection.channel.pipeline.fireUserInboundEventTriggered(ServiceEnding())
    }
  }
}
