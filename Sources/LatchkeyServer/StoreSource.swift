public import FoundationEssentials
public import LatchkeyMetadata
public import Logging
import Synchronization

/// The instances of a store. Whatever a command does to the store is seen by the next request: each
/// request looks at the folder's stamp, and what has changed is read again.
public final class StoreSource: MetadataSource {
  /// Whom a client meets.
  public enum Selection: Hashable, Sendable {
    /// The instance that has the client's address for its own; with ids, only if it is one of them.
    case byAddress(of: Set<InstanceID>? = nil)
    /// This one, whoever asks.
    case only(InstanceID)
  }

  private let store: InstanceStore
  private let selection: Selection
  private let cloud: Cloud?
  private let logger: Logger
  private let tokens = TokenAuthority()
  private let authority: CloudAuthority
  private let state = Mutex(State())

  private struct State {
    var folder: FileStamp?
    var isSettled = false
    var documents: [InstanceID: Document] = [:]
    var idByAddress: [String: InstanceID] = [:]
  }

  private struct Document {
    let stamp: FileStamp
    let isSettled: Bool
    /// `nil` where the document is damaged.
    var service: (any MetadataService)?
  }

  /// A source that serves the instances of a store.
  ///
  /// - Parameters:
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
    state.withLock { state in
      refresh(&state, at: time)
      let id: InstanceID
      switch selection {
      case .only(let only): id = only
      case .byAddress(let allowed):
        guard let found = state.idByAddress[peer], allowed?.contains(found) ?? true else {
          return nil
        }
        id = found
      }
      refresh(id, &state, at: time)
      guard let service = state.documents[id]?.service else { return nil }
      guard let end = service.validUntil, end <= time else { return service }
      let instance = service.instance
      let renewed = instance.cloud.service(
        of: instance, tokens: tokens, signedBy: authority, at: time)
      state.documents[id]?.service = renewed
      return renewed
    }
  }

  /// Reads what has changed since the last request: nothing, as a rule.
  private func refresh(_ state: inout State, at time: Date) {
    let stamp = store.stamp
    if let stamp, state.isSettled, stamp == state.folder { return }
    // Judged before reading: what changes from here on will show, or is read again.
    state.isSettled = stamp?.isSettled ?? false
    state.folder = stamp
    let ids: [InstanceID]
    do {
      ids = try store.ids()
    } catch {
      logger.error("the store cannot be read: \(error)")
      return
    }
    var documents: [InstanceID: Document] = [:]
    for id in ids {
      guard let stamp = store.stamp(of: id) else { continue }
      if let known = state.documents[id], known.isSettled, known.stamp == stamp {
        documents[id] = known
      } else {
        documents[id] = read(id, stamp: stamp, known: state.documents[id], at: time)
      }
    }
    state.documents = documents
    state.idByAddress = [:]
    for (id, document) in documents {
      guard let network = document.service?.instance.network else { continue }
      state.idByAddress[network.loopbackAddress] = id
    }
  }

  /// Reads a document again that was edited in place, by a person: the folder does not show it.
  private func refresh(_ id: InstanceID, _ state: inout State, at time: Date) {
    guard let known = state.documents[id], let stamp = store.stamp(of: id),
      !known.isSettled || stamp != known.stamp
    else { return }
    state.documents[id] = read(id, stamp: stamp, known: known, at: time)
  }

  private func read(
    _ id: InstanceID, stamp: FileStamp, known: Document?, at time: Date
  ) -> Document? {
    let isSettled = stamp.isSettled
    do {
      let stored = try store.read(id)
      let instance = try cloud.map(stored.moved) ?? stored
      // The same again, as after a stamp that was too young: keep the tree that is made already.
      if let service = known?.service, service.instance == instance {
        return Document(stamp: stamp, isSettled: isSettled, service: service)
      }
      let service = instance.cloud.service(
        of: instance, tokens: tokens, signedBy: authority, at: time)
      return Document(stamp: stamp, isSettled: isSettled, service: service)
    } catch  where error.code == .noSuchInstance {
      return nil
    } catch {
      if known?.stamp != stamp { logger.warning("not served: \(error)") }
      return Document(stamp: stamp, isSettled: isSettled, service: nil)
    }
  }
}
