import LatchkeyFormats
import LatchkeyKeys

/// The one public key that a file gives for injection.
enum InjectableKey {
  /// Reads the key. Of a private key the public half is taken, where the file shows it.
  static func read(_ path: String) throws -> PublicKey {
    let entries = try KeyFileReader.read(path, limit: FormatLimits.keyListSize).entries
    let name = InputFile.name(path)
    guard let entry = entries.first, entries.count == 1 else {
      throw CommandFailure(
        .badInput, "\(name): \(entries.count) keys, where one is expected",
        hint: "put the one to inject into a file of its own")
    }
    switch entry {
    case .publicKey(let key):
      // To drop `from=` or `command=` would let the key do more than its file says.
      guard key.options.isEmpty else {
        throw CommandFailure(
          .badInput,
          "\(name): the key has options (\(key.options.joined(separator: ","))), which metadata does not carry",
          hint: "inject a copy of the key without them, if it may come in without them")
      }
      return key.publicKey
    case .certificate:
      throw CommandFailure(
        .badInput, "\(name): a certificate, where metadata has plain public keys",
        hint: "inject the key that it certifies: the .pub file without '-cert'")
    case .privateKey(let key):
      guard let half = key.publicKey else {
        throw CommandFailure(
          .badInput, "\(name): an encrypted private key that hides its public half",
          hint: "inject the .pub file; 'latchkey convert --to authorized-keys' makes one")
      }
      return half
    }
  }

  /// The key pair's name that a file's name gives: `keys/web.pub` → `web`.
  static func name(of path: String) -> String {
    let name = FilePath.name(of: path)
    for ending in [".pub", ".pem", ".ppk"] where name.hasSuffix(ending) && name != ending {
      return String(name.dropLast(ending.count))
    }
    return name
  }
}
