import FoundationEssentials
import LatchkeyMetadata
import LatchkeyServer
import Synchronization

/// A source that counts what it is asked.
final class CountingSource: MetadataSource {
  private let source: InstanceSource
  private let requests = Atomic(0)

  /// How many requests there were.
  var count: Int { requests.load(ordering: .relaxed) }

  init(_ instance: Instance) { source = InstanceSource(instance) }

  func service(for peer: String, at time: Date) -> (any MetadataService)? {
    requests.add(1, ordering: .relaxed)
    return source.service(for: peer, at: time)
  }
}
