import ArgumentParser
import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys

/// `latchkey match`: see latchkey-match(1).
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Say whether a private and a public key belong together.",
    discussion: """
      Exits with 0 where they do, 1 where they do not. PUBLIC may be a list, authorized_keys for
      example: then any of its keys will do.

      Examples:
        latchkey match web.pem web.pub
        latchkey match --quiet web.ppk ~/.ssh/authorized_keys && echo listed
      """)

  @Argument(
    help:
      "A private key in any format. Where it is encrypted and hides its public half, the passphrase is needed.",
    completion: .file())
  var `private`: String

  @Argument(
    help:
      "A public key or certificate, or a list of them; or a private key, whose public half is taken.",
    completion: .file())
  var `public`: String

  @OptionGroup var unlocking: PassphraseOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    try StandardInput.checkUse([`private`, `public`, unlocking.passphraseFile])
  }

  func run() throws {
    let key = try privateHalf()
    let candidates = try publicHalves()
    let found = candidates.first { $0.key == key }
    report(key, found, candidates)
    if found == nil { throw ExitStatus.no.code }
  }

  /// The public half of PRIVATE.
  private func privateHalf() throws -> PublicKey {
    let file = try KeyFileReader.read(`private`, limit: FormatLimits.keyFileSize)
    let encoded: EncodedPrivateKey
    do {
      encoded = try file.privateKey()
    } catch {
      throw CommandFailure(error, path: `private`)
    }
    return try publicHalf(of: encoded, `private`)
  }

  private func publicHalves() throws -> [(line: Int?, key: PublicKey)] {
    let entries = try KeyFileReader.read(`public`, limit: FormatLimits.keyListSize).entries
    // The line says which key of a list it is; of one alone there is nothing to say.
    let inList = entries.count > 1
    return try entries.map { entry in
      let line = inList ? entry.line : nil
      switch entry {
      case .publicKey(let encoded):
        return (line, encoded.publicKey)
      case .certificate(let encoded):
        return (line, encoded.certificate.publicKey)
      case .privateKey(let encoded):
        return (line, try publicHalf(of: encoded, `public`))
      }
    }
  }

  private func publicHalf(
    of encoded: EncodedPrivateKey, _ path: String
  ) throws(CommandFailure) -> PublicKey {
    if let key = encoded.publicKey { return key }
    return try Unlocking.unlock(encoded, path: path, with: unlocking.passphrase()).publicKey
  }

  private func report(
    _ key: PublicKey, _ found: (line: Int?, key: PublicKey)?,
    _ candidates: [(line: Int?, key: PublicKey)]
  ) {
    if outputOptions.json {
      var object = JSONObject()
      object.add("privatePath", `private`)
      object.add("publicPath", `public`)
      object.add("match", found != nil)
      object.add("line", found?.line)
      object.add("algorithm", key.algorithm.name)
      object.add("fingerprint", key.fingerprint.text)
      return outputOptions.output.result(object)
    }
    let names = (Visible.text(InputFile.name(`private`)), Visible.text(InputFile.name(`public`)))
    let line: String
    if let found {
      let place = found.line.map { ", line \($0)," } ?? ""
      line = "\(names.0) and \(names.1)\(place) belong together: \(key.fingerprint)"
    } else if candidates.count == 1 {
      line =
        "\(names.0) and \(names.1) do not belong together: \(key.fingerprint) and \(candidates[0].key.fingerprint)"
    } else {
      line = "\(names.0) is none of the \(candidates.count) keys of \(names.1): \(key.fingerprint)"
    }
    outputOptions.output.result(line)
  }
}
