import FoundationEssentials
import LatchkeyCrypto
import LatchkeyFiles

extension InstanceStore {
  /// What a store holds.
  public struct Contents: Sendable {
    /// The instances, the oldest first.
    public let instances: [Instance]
    /// What is wrong with the documents that could not be read; one bad document hides no other.
    public let problems: [MetadataError]
  }

  /// Everything that there is.
  ///
  /// - Throws: ``MetadataError/Code/storageFailed`` where the folder cannot be read. A folder that
  ///   is not there is an empty store.
  public func contents() throws(MetadataError) -> Contents {
    var instances: [Instance] = []
    var problems: [MetadataError] = []
    for id in try ids() {
      do throws(MetadataError) {
        instances.append(try read(id))
      } catch  where error.code == .noSuchInstance {
        // Terminated since the folder was listed.
      } catch {
        problems.append(error)
      }
    }
    instances.sort {
      ($0.launchTime, $0.launchIndex, $0.id) < ($1.launchTime, $1.launchIndex, $1.id)
    }
    return Contents(instances: instances, problems: problems)
  }

  /// The instance with an id, or with a name that it alone has.
  ///
  /// - Throws: ``MetadataError/Code/noSuchInstance``, ``MetadataError/Code/ambiguousInstance``,
  ///   ``MetadataError/Code/damagedDocument``, ``MetadataError/Code/storageFailed``.
  public func instance(_ idOrName: String) throws(MetadataError) -> Instance {
    if let id = InstanceID(idOrName) { return try read(id) }
    let found = try contents().instances.filter { $0.name == idOrName }
    guard let first = found.first else {
      throw MetadataError(
        .noSuchInstance,
        "no instance has the id or the name '\(idOrName.printable)' (kept in \(path))")
    }
    guard found.count == 1 else {
      let ids = found.map(\.id.description).joined(separator: ", ")
      throw MetadataError(
        .ambiguousInstance, "\(found.count) instances are named '\(idOrName)'; take an id: \(ids)")
    }
    return first
  }

  /// The largest document that is read: sixteen times what the most user data and a thousand keys
  /// make.
  private static var documentLimit: Int { 4 << 20 }

  /// Reads one document.
  package func read(_ id: InstanceID) throws(MetadataError) -> Instance {
    let path = documentPath(id)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SecretFile.read(path, limit: Self.documentLimit).publicBytes()
    } catch {
      guard error.code == .notFound else { throw MetadataError(error) }
      throw MetadataError(.noSuchInstance, "no instance has the id \(id) (kept in \(self.path))")
    }
    let document: InstanceDocument
    do {
      document = try InstanceDocument.decoder.decode(InstanceDocument.self, from: Data(bytes))
    } catch {
      throw MetadataError(
        .damagedDocument, "\(path): not an instance's document: \(InstanceDocument.explain(error))")
    }
    guard document.instance.id == id else {
      throw MetadataError(
        .damagedDocument, "\(path): is the document of \(document.instance.id)")
    }
    return document.instance
  }

  /// The ids of the instances that there are, sorted.
  package func ids() throws(MetadataError) -> [InstanceID] {
    do throws(FileError) {
      return try Folder.names(in: instancesPath).compactMap { name in
        name.hasSuffix(".json") ? InstanceID(String(name.dropLast(5))) : nil
      }.sorted()
    } catch {
      guard error.code == .notFound else { throw MetadataError(error) }
      return []
    }
  }

  /// Where an instance's document is.
  package func documentPath(_ id: InstanceID) -> String { "\(instancesPath)/\(id).json" }
}

extension InstanceStore {
  /// The stamp of the folder, which changes with every change in it; `nil` where there is none yet.
  package var stamp: FileStamp? { FileStamp(instancesPath) }

  /// The stamp of a document.
  package func stamp(of id: InstanceID) -> FileStamp? { FileStamp(documentPath(id)) }
}
