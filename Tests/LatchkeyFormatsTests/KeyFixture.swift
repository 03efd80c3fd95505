import Foundation
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import TestSupport
import Testing

/// A file of `fixtures/openssh`, `pem`, `ppk`, `sshcom` or `public`: its name says which key it holds.
struct KeyFixture: CustomTestStringConvertible, Sendable {
  let path: String

  var testDescription: String { path }
  var name: Substring { path.split(separator: "/").last ?? "" }

  /// `rsa` of `pem/rsa_pkcs8`.
  var keyName: Substring { name.prefix { $0 != "_" && $0 != "." } }

  /// The passphrase of `fixtures/passphrase`; in UTF-8, whatever its file was written with.
  var passphrase: Passphrase {
    Passphrase(utf8: name.hasSuffix("_passphrase") ? "péché €" : "correct horse")
  }

  func read() throws -> KeyFile { try KeyFile.read(Fixture.read(path)) }

  /// The one private key of the file, unlocked.
  func privateKey() throws -> PrivateKey {
    try read().privateKey().decrypt(passphrase: passphrase)
  }

  /// The public half, as its own `.pub` file has it.
  func publicKey() throws -> PublicKey {
    let file = try KeyFile.read(Fixture.read("public/\(keyName).pub"))
    guard case .publicKey(let key) = file.entries.first else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return key.publicKey
  }

  /// The files of a folder but those that hold several keys.
  static func all(in folder: String) -> [KeyFixture] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Fixture.path(folder))) ?? []
    let several = ["several_keys", "authorized_keys", "known_hosts"]
    return names.filter { !several.contains($0) }.sorted().map {
      KeyFixture(path: "\(folder)/\($0)")
    }
  }

  /// Every private key.
  static let privateKeys =
    all(in: "openssh") + all(in: "pem") + all(in: "ppk") + all(in: "sshcom")
}
