import LatchkeyDoor
import LatchkeyMetadata

/// The instance that boots, and where its metadata comes from.
struct InstancePlace {
  /// The instance's id.
  let id: String
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
  init(_ idOrName: String, in options: StoreOptions, at known: MetadataAddress?) throws {
    let store = try options.store()
    guard let known else {
      let instance = try store.instance(idOrName)
      self.instance = instance
      id = instance.id.description
      var arguments = ["--listen", "127.0.0.1:0", "--only", id]
      if let home = options.home { arguments += ["--home", home] }
      let service = try ServiceProcess(DaemonProgram.path(), arguments: arguments)
      self.service = service
      address = try MetadataAddress(service.greeting)
      return
    }
    instance = try Self.find(idOrName, in: store)
    id = instance?.id.description ?? idOrName
    address = known
    service = nil
    let answering = try MetadataClient(known).instanceID()
    guard answering == id else {
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
  func publicKeys() throws(DoorError) -> [MetadataKey] { try MetadataClient(address).publicKeys() }

  /// The account that logs in: our own, the only one that an ordinary user's `sshd` can log in.
  /// Root can log in anyone, so there it is the instance's user, if this machine has one.
  func account() throws(DoorError) -> Account {
    let own = try Account.current()
    guard own.id == 0, let instance else { return own }
    return Account.named(instance.user) ?? own
  }
}
