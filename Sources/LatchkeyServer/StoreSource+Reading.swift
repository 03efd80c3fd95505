import FoundationEssentials
import LatchkeyMetadata
import Logging

/// How the documents come from the store.
extension StoreSource {
  /// Reads what has changed since the last request: nothing, as a rule.
  func refresh(_ state: inout StoreState, at time: Date) {
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
    var documents: [InstanceID: StoreState.Document] = [:]
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
  func refresh(_ id: InstanceID, _ state: inout StoreState, at time: Date) {
    guard let known = state.documents[id], let stamp = store.stamp(of: id) else { return }
    if !known.isSettled || stamp != known.stamp {
      state.documents[id] = read(id, stamp: stamp, known: known, at: time)
    }
    state.documents[id]?.look = state.look
  }

  private func read(
    _ id: InstanceID, stamp: FileStamp, known: StoreState.Document?, at time: Date
  ) -> StoreState.Document? {
    let isSettled = stamp.isSettled
    do {
      let stored = try store.read(id)
      let instance = try cloud.map(stored.moved) ?? stored
      // The same again, as after a stamp that was too young: keep the tree that is made already.
      if let service = known?.service, service.instance == instance {
        return StoreState.Document(stamp: stamp, isSettled: isSettled, service: service)
      }
      let service = instance.cloud.service(
        of: instance, tokens: tokens, signedBy: authority, at: time)
      return StoreState.Document(stamp: stamp, isSettled: isSettled, service: service)
    } catch  where error.code == .noSuchInstance {
      return nil
    } catch {
      if known?.stamp != stamp { logger.warning("not served: \(error)") }
      return StoreState.Document(stamp: stamp, isSettled: isSettled, service: nil)
    }
  }
}
