public import FoundationEssentials
public import LatchkeyMetadata
import Synchronization

/// One instance in memory, which answers everybody: for tests.
public final class InstanceSource: MetadataSource {
  private let service: Mutex<any MetadataService>
  private let tokens = TokenAuthority()

  /// A source that serves an instance.
  public init(_ instance: Instance) {
    service = Mutex(instance.cloud.service(of: instance, tokens: tokens, at: Date()))
  }

  /// The instance as it is now.
  public var instance: Instance { service.withLock { $0.instance } }

  /// Changes the instance; the next request sees the change.
  public func update(_ change: (inout Instance) throws(MetadataError) -> Void) throws(MetadataError)
  {
    try service.withLock { (service) throws(MetadataError) in
      var instance = service.instance
      try change(&instance)
      service = instance.cloud.service(of: instance, tokens: tokens, at: Date())
    }
  }

  /// The instance's service, whoever asks.
  public func service(for peer: String, at time: Date) -> (any MetadataService)? {
    service.withLock { service in
      if let end = service.validUntil, end <= time {
        let instance = service.instance
        service = instance.cloud.service(of: instance, tokens: tokens, at: time)
      }
      return service
    }
  }
}
