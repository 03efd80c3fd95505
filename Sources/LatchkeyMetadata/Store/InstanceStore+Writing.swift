import FoundationEssentials
import LatchkeyFiles

/// What writers do, all of it under the lock.
extension InstanceStore {
  /// Runs `body` while nobody else writes.
  func locked<Result>(
    _ body: () throws(MetadataError) -> Result
  ) throws(MetadataError) -> Result {
    let lock = try takeLock()
    let result = try body()
    // The lock is given up when the value goes, and the value goes after its last use.
    _ = consume lock
    return result
  }

  private func takeLock() throws(MetadataError) -> FileLock {
    do throws(FileError) {
      try Folder.make(instancesPath)
      let lock = try FileLock(path + "/lock")
      try sweep()
      return lock
    } catch {
      throw MetadataError(error)
    }
  }

  /// Writes a document.
  func write(_ instance: Instance, isNew: Bool) throws(MetadataError) {
    let path = documentPath(instance.id)
    let bytes: [UInt8]
    do {
      bytes = try Array(InstanceDocument.encoder.encode(InstanceDocument(instance))) + [0x0a]
    } catch {
      throw MetadataError(.damagedDocument, "\(path): cannot be written as JSON: \(error)")
    }
    do throws(FileError) {
      // Readable by its owner alone: user data is often less public than it should be.
      try AtomicFile.write(bytes, to: path, mode: 0o600, existing: isNew ? .keep : .replace)
    } catch {
      throw MetadataError(error)
    }
  }

  /// Removes a document.
  func remove(_ id: InstanceID) throws(MetadataError) {
    do throws(FileError) {
      try Folder.remove(documentPath(id))
    } catch {
      throw MetadataError(error)
    }
  }

  /// Removes what writers that were killed have left: under the lock, a temporary file
  /// (`.i-….json.` and a suffix) is nobody's.
  private func sweep() throws(FileError) {
    for name in try Folder.names(in: instancesPath)
    where name.hasPrefix(".i-") && name.contains(".json.") {
      try? Folder.remove("\(instancesPath)/\(name)")
    }
  }
}
