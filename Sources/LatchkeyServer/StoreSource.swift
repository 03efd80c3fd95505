public import FoundationEssentials
public import LatchkeyMetadata
public import Logging
import NIOCore
import Synchronization

/// The instances of a store. Whatever a command does to the store is seen by the next request: each
/// request asks the system whether anything has changed, and what has is read again.
public final class StoreSource: MetadataSource {
  /// Whom a client meets.
  public enum Selection: Hashable, Sendable {
    /// The instance that has the client's address for its own; with ids, only if it is one of them.
    case byAddress(of: Set<InstanceID>? = nil)
    /// This one, whoever asks.
    case only(InstanceID)
  }

  let store: InstanceStore
  let cloud: Cloud?
  let logger: Logger
  let tokens = TokenAuthority()
  private let selection: Selection
  let authority: CloudAuthority
  private let watch = FolderWatch()
  private let state = Mutex(StoreState())

  /// How long the watch alone is believed: it stays with a folder that is moved away, and another
  /// may have taken its place.
  private static let trust = TimeAmount.milliseconds(20)

  /// A source that serves the instances of a store.
  ///
  /// - Parameters:
  ///   - store: where the instances are.
  ///   - selection: whom a client meets.
  ///   - cloud: the cloud that all instances are served as; `nil` for each one's own.
  ///   - logger: documents that cannot be served are reported to it, once for each state that they are in.
  public init(
    _ store: InstanceStore, selection: Selection, cloud: Cloud? = nil, logger: Logger = .silent
  ) {
    self.cloud = cloud
    self.store = store
    authority = CloudAuthority(of: store) { error in
      logger.warning("signing with a key that ends with this service: \(error)")
    }
    self.selection = selection
    self.logger = logger
  }

  /// The service of the instance that a client meets.
  public func service(for peer: String, at time: Date) -> (any MetadataService)? {
    // Asked outside of the lock, where nobody waits for it.
    let hasNews = watch?.hasNews ?? true
    let now = NIODeadline.now()
    return state.withLock { state in
      if hasNews || !state.isWatched || now - state.lookedAt > Self.trust {
        look(&state, at: time, now)
      }
      let id: InstanceID
      switch selection {
      case .only(let only): id = only
      case .byAddress(let allowed):
        guard let found = state.idByAddress[peer], allowed?.contains(found) ?? true else {
          return nil
        }
        id = found
      }
      if state.documents[id]?.look != state.look { refresh(id, &state, at: time) }
      guard let service = state.documents[id]?.service else { return nil }
      guard let end = service.validUntil, end <= time else { return service }
      let instance = service.instance
      let renewed = instance.cloud.service(
        of: instance, tokens: tokens, signedBy: authority, at: time)
      state.documents[id]?.service = renewed
      return renewed
    }
  }

  /// Looks at the folder itself; the documents that are asked for from here on are looked at, too.
  private func look(_ state: inout StoreState, at time: Date, _ now: NIODeadline) {
    // In this order: what changes after it was looked at is news again.
    state.isWatched = watch?.watch(store.instancesPath) ?? false
    watch?.takeNews()
    state.look &+= 1
    state.lookedAt = now
    refresh(&state, at: time)
  }
}
