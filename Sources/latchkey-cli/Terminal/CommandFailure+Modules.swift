import LatchkeyCrypto
import LatchkeyFiles
import LatchkeyFormats
import LatchkeyKeys

/// The one place where the errors of the modules become an exit status and a line for people.
extension CommandFailure {
  /// A file that could not be written or read.
  init(_ error: FileError) {
    self.init(.outside, error.description)
    if error.code == .exists { hint = "use --force to replace it" }
  }

  /// A file that is not the key that was asked for.
  ///
  /// - Parameter path: the file, `-` for standard input.
  init(_ error: FormatError, path: String) {
    self.init(.badInput, "\(InputFile.name(path)): \(error)")
    fileFault = error.code
    // A locked key still names itself.
    if let key = error.publicKey,
      error.code == .passphraseRequired || error.code == .wrongPassphrase
    {
      message += " (\(key.algorithm.name) \(key.fingerprint))"
    }
    if error.code == .passphraseRequired { hint = "use --passphrase-file FILE" }
  }

  /// A key that cannot be, or cannot be made.
  init(_ error: KeyError, path: String? = nil) {
    let place = path.map { "\(InputFile.name($0)): " } ?? ""
    self.init(.badInput, "\(place)\(error)")
  }

  /// What went wrong with a file, from whichever module it came.
  init(_ error: any Error, path: String) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as FileError: self.init(error)
    case let error as FormatError: self.init(error, path: path)
    case let error as KeyError: self.init(error, path: path)
    case let error as CryptoError:
      self.init(.badInput, "\(InputFile.name(path)): \(error)")
    default: self.init(.outside, "\(InputFile.name(path)): \(error)")
    }
  }
}
