public import FoundationEssentials
import LatchkeyFiles

/// Keeps simulated instances on disk, for many readers and writers at once.
///
/// ```
/// HOME/lock                        held by whoever writes
/// HOME/instances/i-….json          one document an instance, readable by people
/// ```
///
/// A document is replaced as a whole, so readers need no lock and never see half of one; and a
/// writer that is killed leaves the old document, a lock that the system takes back, and at most a
/// temporary file that the next writer removes.
public struct InstanceStore: Sendable {
  /// The state folder.
  public let path: String

  /// The store in a state folder, which is made when something is first written.
  public init(at path: String) { self.path = path }

  /// The folder of the documents.
  package var instancesPath: String { path + "/instances" }

  /// Launches instances and keeps them.
  ///
  /// - Parameters:
  ///   - template: what they are to be. With a count above 1, a name `web` becomes `web-1`, `web-2`…
  ///   - count: how many.
  ///   - time: the launch time.
  /// - Returns: the instances, in launch order. Either all are kept or, after an error, none.
  @discardableResult
  public func launch(
    _ template: LaunchTemplate, count: Int = 1, at time: Date = Date()
  ) throws(MetadataError) -> [Instance] {
    try locked { () throws(MetadataError) in
      var random = SystemRandomNumberGenerator()
      let taken = Set(try contents().instances.map(\.network.loopbackAddress))
      let reservation = ResourceID.make("r", using: &random)
      var launched: [Instance] = []
      var addresses = taken
      for index in 0..<count {
        var template = template
        if count > 1, let name = template.tags["Name"] {
          template.tags["Name"] = "\(name)-\(index + 1)"
        }
        let instance = try Instance(
          template, id: InstanceID(using: &random), reservation: reservation, launchIndex: index,
          host: Self.freeHost(besides: addresses, using: &random), at: time, using: &random)
        addresses.insert(instance.network.loopbackAddress)
        launched.append(instance)
      }
      for (index, instance) in launched.enumerated() {
        do throws(MetadataError) {
          try write(instance, isNew: true)
        } catch {
          for written in launched[..<index] { try? remove(written.id) }
          throw error
        }
      }
      return launched
    }
  }

  /// Changes an instance. Changes of several writers happen one after the other, none is lost.
  ///
  /// - Parameters:
  ///   - idOrName: as for ``instance(_:)``.
  ///   - change: what to do to the instance; when it throws, the document stays as it was.
  /// - Returns: what `change` returned.
  @discardableResult
  public func update<Result>(
    _ idOrName: String, _ change: (inout Instance) throws(MetadataError) -> Result
  ) throws(MetadataError) -> Result {
    // Asked before the lock is taken: looking for what is not there must not make a folder.
    _ = try instance(idOrName)
    return try locked { () throws(MetadataError) in
      var instance = try instance(idOrName)
      let result = try change(&instance)
      try write(instance, isNew: false)
      return result
    }
  }

  /// Terminates an instance: its document is removed, its address is free again.
  ///
  /// - Returns: the instance as it was, its state ``InstanceState/terminated``.
  @discardableResult
  public func terminate(_ idOrName: String) throws(MetadataError) -> Instance {
    _ = try instance(idOrName)
    return try locked { () throws(MetadataError) in
      var instance = try instance(idOrName)
      try remove(instance.id)
      instance.state = .terminated
      return instance
    }
  }

  /// An address that no other instance has.
  private static func freeHost(
    besides taken: Set<String>, using random: inout some RandomNumberGenerator
  ) throws(MetadataError) -> Int {
    guard taken.count < NetworkInterface.hostCount / 2 else {
      throw MetadataError(
        .invalidValue, "\(taken.count) instances are there already; terminate some first")
    }
    while true {
      let host = Int.random(in: 0..<NetworkInterface.hostCount, using: &random)
      if !taken.contains(NetworkInterface.loopbackAddress(ofHost: host)) { return host }
    }
  }
}
