import Glibc
import LatchkeyCrypto
import LatchkeyFiles
import LatchkeyFormats

/// What a verb reads: a path, or `-` for standard input.
enum InputFile {
  /// The name that messages give it.
  static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// Reads all of it, as a secret, since nobody knows yet what it holds.
  ///
  /// - Parameter limit: more bytes than these are refused, before memory is taken for them.
  static func read(
    _ path: String, limit: Int = FormatLimits.keyFileSize
  ) throws(CommandFailure) -> SecretBytes {
    do {
      guard path != "-" else {
        return try SecretFile.read(descriptor: STDIN_FILENO, name: name(path), limit: limit)
      }
      return try SecretFile.read(path, limit: limit)
    } catch {
      throw failure(error)
    }
  }

  /// Opens it to be read piece by piece, as what is no secret: a report may be large.
  ///
  /// - Parameter limit: more bytes than these are refused.
  static func pieces(_ path: String, limit: Int) throws(CommandFailure) -> FilePieces {
    do throws(FileError) {
      if path == "-" {
        return try FilePieces(descriptor: STDIN_FILENO, name: name(path), limit: limit)
      }
      return try FilePieces(path, limit: limit)
    } catch {
      throw failure(error)
    }
  }

  /// Why it cannot be read.
  static func failure(_ error: FileError) -> CommandFailure {
    // A folder or a film is not an accident of the outside: it is the wrong input.
    let isWrongInput = error.code == .tooLarge || error.code == .notAFile
    return CommandFailure(isWrongInput ? .badInput : .outside, error.description)
  }
}
