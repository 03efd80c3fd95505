import LatchkeyFormats

/// A path or `-`, read as a key file.
enum KeyFileReader {
  /// The keys of the file.
  ///
  /// - Throws: a failure with the path in front: status 3 where the file cannot be read, 2 where it
  ///   is no key file.
  static func read(_ path: String, limit: Int) throws(CommandFailure) -> KeyFile {
    let content = try InputFile.read(path, limit: limit)
    do {
      return try KeyFile.read(content)
    } catch {
      throw CommandFailure(error, path: path)
    }
  }
}
