import LatchkeyDoor
import LatchkeyMetadata

/// The instance that boots, and where its metadata comes from.
struct InstancePlace {
  /// The instance's id.
  let id: String
  /// The cloud that it boots on.
  let cloud: Cloud
  /// Where its metadata service listens.
  let address: MetadataAddress
  /// The service, if it was started for this boot.
  let service: ServiceProcess?
  /// The instance, where our store knows it.
  private let instance: Instance?

  /// Finds the instance, and its metadata service or starts one.
  ///
  /// A service that is named may be anybody's: then the instance need not be in our store, but the
  /// service has to answer for it.
  ///
  /// - Parameter cloud: the cloud to boot on; `nil` for the instance's own.
  init(
    _ idOrName: String, on cloud: Cloud?, in options: StoreOptions, at known: MetadataAddress?
  ) throws {
    let store = try options.store()
    guard let known else {
      let stored = try store.instance(idOrName)
      let instance = try stored.moved(to: cloud ?? stored.cloud)
      self.instance = instance
      self.cloud = instance.cloud
      id = instance.id.description
      var arguments = [
        "--listen", "127.0.0.1:0", "--only", id, "--cloud", instance.cloud.rawValue,
      ]
      if let home = options.home { arguments += ["--home", home] }
      let service = try ServiceProcess(DaemonProgram.path(), arguments: arguments)
      self.service = service
      address = try MetadataAddress(service.greeting)
      return
    }
    let stored = try Self.find(idOrName, in: store)
    self.cloud = cloud ?? stored?.cloud ?? .ec2
    instance = try stored?.moved(to: self.cloud)
    id = stored?.id.description ?? idOrName
    address = known
    service = nil
    let answering = try MetadataClient(known, of: self.cloud).instanceID()
    guard answering == InstanceID(id).map(self.cloud.id) else {
      throw CommandFailure(
        .outside, "\(known) answers for the instance \(answering), not for \(id)")
    }
  }

  /// The instance, or `nil` for an id that the store does not know.
  private static func find(
    _ idOrName: String, in store: InstanceStore
  ) throws(MetadataError) -> Instance? {
    do throws(MetadataError) {
      return try store.instance(idOrName)
    } catch {
      guard error.code == .noSuchInstance, InstanceID(idOrName) != nil else { throw error }
      return nil
    }
  }

  /// The keys that the service gives, fetched over HTTP.
  func publicKeys() throws(DoorError) -> [MetadataKey] {
    try MetadataClient(address, of: cloud).publicKeys(for: instance?.user)
  }

  /// The arguments of `latchkey` that print these keys.
  var keysArguments: [String] {
    ["metadata", "keys", "--cloud", cloud.rawValue, "--url", "\(address)"]
      + (instance.map { ["--user", $0.user] } ?? [])
  }

  /// The account that logs in: our own, the only one that an ordinary user's `sshd` can log in.
  /// Root can log in anyone, so there it is the instance's user, if this machine has one.
  func account() throws(DoorError) -> Account {
    let own = try Account.current()
    guard own.id == 0, let instance else { return own }
    return Account.named(instance.user) ?? own
  }
}
