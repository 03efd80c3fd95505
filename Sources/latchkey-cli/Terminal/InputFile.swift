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
      // A folder or a film is not an accident of the outside: it is the wrong input.
      let isWrongInput = error.code == .tooLarge || error.code == .notAFile
      throw CommandFailure(isWrongInput ? .badInput : .outside, error.description)
    }
  }
}
