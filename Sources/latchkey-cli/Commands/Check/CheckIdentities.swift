import FoundationEssentials
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyKeys
import LatchkeyVerifier

/// The keys that a check offers, as its options give them: in the order of `-i`, each with its
/// certificate where there is one.
struct CheckIdentities {
  private(set) var list: [Identity] = []
  /// What a person should know of the files.
  private(set) var warnings: [String] = []
  private var passphrase: Passphrase?

  /// Reads the files of `-i` and of `--certificate`, and asks the agent.
  ///
  /// - Parameter usesAgent: whether public keys are signed for by the agent; with none given, all
  ///   that it holds are offered.
  init(
    keys: [String], certificates: [String], usesAgent: Bool, unlocking: PassphraseOptions
  ) throws(CommandFailure) {
    if unlocking.passphraseFile != nil { passphrase = try unlocking.passphrase() }
    for path in keys { try add(path) }
    if usesAgent { try addAgent() }
    for path in certificates {
      for certificate in try Self.certificates(path) { try attach(certificate, path: path) }
    }
  }

  private mutating func add(_ path: String) throws(CommandFailure) {
    let file = try KeyFileReader.read(path, limit: FormatLimits.keyListSize)
    warn(file.warnings, of: path)
    let privateKeys = file.entries.filter { if case .privateKey = $0 { true } else { false } }
    if privateKeys.count > 1 {
      // Which of them is meant is nothing to be guessed, as in a plan.
      do throws(FormatError) {
        _ = try file.privateKey()
      } catch {
        throw CommandFailure(error, path: path)
      }
    }
    for entry in file.entries {
      switch entry {
      case .privateKey(let encoded):
        let key = try Unlocking.unlock(encoded, path: path, with: passphrase)
        // A server that wants two keys is not to be shown one of them twice.
        guard !isListed(key.publicKey) else { continue }
        let beside = Self.certificateBeside(path, of: key.publicKey)
        list.append(Identity(.privateKey(key), path: path, certificateBeside: beside))
        warn(KeyFileMode.warnings(path), of: path)
      case .publicKey(let encoded):
        list.append(Identity(.publicKey(encoded.publicKey), path: path))
      case .certificate(let encoded):
        let certificate = encoded.certificate
        list.append(
          Identity(.publicKey(certificate.publicKey), certificate: certificate, path: path))
      }
    }
  }

  /// Takes note of what is to be known of a file, once.
  private mutating func warn(_ found: [String], of path: String) {
    let named = found.map { "\(InputFile.name(path)): \($0)" }
    warnings += named.filter { !warnings.contains($0) }
  }

  /// Whether a key is offered already, and by its private half.
  private func isListed(_ key: PublicKey) -> Bool {
    list.contains { identity in
      guard case .privateKey = identity.material else { return false }
      return identity.certificate == nil && identity.publicKey == key
    }
  }

  /// Lets the agent sign for the public keys and certificates that were given; without any key given,
  /// offers all that it holds.
  private mutating func addAgent() throws(CommandFailure) {
    let agent = SSHAgent(environment: ProcessInfo.processInfo.environment)
    guard let agent else {
      throw CommandFailure(
        .outside, "--agent: SSH_AUTH_SOCK is not set, so no agent is known",
        hint: "start one with 'eval $(ssh-agent)', and give it keys with ssh-add")
    }
    let held: [Identity]
    do throws(VerifierError) {
      held = try agent.identities()
    } catch {
      throw CommandFailure(.outside, error.description)
    }
    if list.isEmpty {
      guard !held.isEmpty else {
        throw CommandFailure(
          .badInput, "--agent: the agent at \(agent.path) holds no key that SSH could use",
          hint: "give it one with ssh-add")
      }
      list = held
      return
    }
    for (index, identity) in list.enumerated() {
      guard case .publicKey = identity.material else { continue }
      // The agent is asked to sign as the entry that is offered, or as the key itself.
      let matches = held.filter { $0.publicKey == identity.publicKey }
      let match =
        matches.first { $0.blob == identity.blob } ?? matches.first { $0.certificate == nil }
        ?? matches.first
      guard let match else {
        throw CommandFailure(
          .badInput,
          "\(InputFile.name(identity.path ?? "")): the agent does not hold the key "
            + "\(identity.publicKey.algorithm.name) \(identity.publicKey.fingerprint.text)",
          hint: "add it with ssh-add, or leave --agent out to ask only whether it is listed")
      }
      list[index] = Identity(
        match.material, certificate: identity.certificate, path: identity.path)
    }
  }

  /// Where the key's certificate lies that ssh would find by itself (ssh_config(5),
  /// CertificateFile), if there is one.
  private static func certificateBeside(_ path: String, of key: PublicKey) -> String? {
    let name = "\(path)-cert.pub"
    guard path != "-", let found = try? certificates(name) else { return nil }
    return found.contains { $0.publicKey == key } ? name : nil
  }

  private static func certificates(_ path: String) throws(CommandFailure) -> [Certificate] {
    let file = try KeyFileReader.read(path, limit: FormatLimits.keyListSize)
    var certificates: [Certificate] = []
    for entry in file.entries {
      guard case .certificate(let encoded) = entry else {
        throw CommandFailure(
          .badInput, "\(InputFile.name(path)): a key, where --certificate expects a certificate",
          hint: "give the key with -i, and the file that ends in -cert.pub with --certificate")
      }
      certificates.append(encoded.certificate)
    }
    return certificates
  }

  /// Gives the key that a certificate is for its certificate.
  private mutating func attach(
    _ certificate: Certificate, path: String
  ) throws(CommandFailure) {
    let index = list.firstIndex {
      $0.certificate == nil && $0.publicKey == certificate.publicKey
    }
    guard let index else {
      let key = "\(certificate.publicKey.algorithm.name) \(certificate.publicKey.fingerprint.text)"
      throw CommandFailure(
        .badInput,
        "\(InputFile.name(path)): the certificate of \(key), which no -i gives",
        hint:
          "give that key with -i; a certificate alone (-i \(path)) only asks whether it is taken")
    }
    list[index] = Identity(
      list[index].material, certificate: certificate, path: list[index].path)
  }
}
