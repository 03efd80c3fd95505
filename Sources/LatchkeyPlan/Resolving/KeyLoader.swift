internal import LatchkeyCrypto
internal import LatchkeyFiles
internal import LatchkeyFormats
internal import LatchkeyKeys
internal import LatchkeyVerifier

/// Reads the keys of a plan: each file once, the agent once.
struct KeyLoader {
  private let files: PlanFiles
  private let fileName: String
  private let agent: SSHAgent?
  private var held: AgentKeys?
  private(set) var warnings: [String] = []

  init(files: PlanFiles, fileName: String, agent: SSHAgent?) {
    self.files = files
    self.fileName = fileName
    self.agent = agent
  }

  /// What a check offers.
  mutating func identity(_ key: PlanKey) throws(PlanError) -> Identity {
    let found: (material: Identity.Material, certificate: Certificate?, path: String?)
    switch key.source {
    case .agent(let fingerprint): found = try held(fingerprint, of: key)
    case .publicKey(let text): found = (.publicKey(try Self.publicKey(text, fileName)), nil, nil)
    case .file(let name): found = try file(name, passphraseFile: key.passphraseFile)
    }
    var certificate = found.certificate
    let plain = Identity(found.material)
    if let name = key.certificate {
      certificate = try self.certificate(name, of: plain.publicKey, key: key.name)
    }
    return Identity(found.material, certificate: certificate, path: found.path, name: key.name)
  }

  private mutating func held(
    _ name: PlanName, of key: PlanKey
  ) throws(PlanError) -> (Identity.Material, Certificate?, String?) {
    do throws(AgentKeys.Failure) {
      let keys: AgentKeys
      if let held { keys = held } else { keys = try AgentKeys(agent) }
      held = keys
      if key.certificate != nil {
        if let offered = key.agentCertificate, !offered.isPlain {
          throw AgentKeys.Failure(
            reason: "agent-certificate and certificate both name what is offered; leave one out",
            place: offered.place)
        }
        return (try keys.signer(of: name.text).material, nil, nil)
      }
      let match = try keys.identity(name.text, key.agentCertificate)
      return (match.material, match.certificate, nil)
    } catch {
      throw PlanError(.unusableAgent, in: fileName, at: error.place ?? name.place, error.reason)
    }
  }

  /// The key that is written out in the plan.
  static func publicKey(_ name: PlanName, _ fileName: String) throws(PlanError) -> PublicKey {
    let reason: String
    do throws(FormatError) {
      let keys = try KeyFile.read(Array(name.text.utf8)).publicKeys()
      if keys.count == 1, let key = keys.first { return key.publicKey }
      reason = "several public keys, where one is expected"
    } catch {
      reason = error.reason
    }
    throw PlanError(.unusableFile, in: fileName, at: name.place, "public-key: \(reason)")
  }

  private mutating func file(
    _ name: PlanName, passphraseFile: PlanName?
  ) throws(PlanError) -> (Identity.Material, Certificate?, String?) {
    let path = files.path(name.text)
    let entry = try self.entry(name)
    switch entry {
    case .publicKey(let encoded): return (.publicKey(encoded.publicKey), nil, path)
    case .certificate(let encoded):
      return (.publicKey(encoded.certificate.publicKey), encoded.certificate, path)
    case .privateKey(let encoded):
      var passphrase: Passphrase?
      if let passphraseFile { passphrase = try self.passphrase(passphraseFile) }
      if let warning = files.warning(path, name.text) { warnings.append(warning) }
      do {
        return (.privateKey(try encoded.decrypt(passphrase: passphrase)), nil, path)
      } catch  where error.code == .passphraseRequired {
        throw unusable(
          name,
          "\(name.text.shownPath): encrypted private key, no passphrase given; name a file "
            + "that has it with passphrase-file")
      } catch {
        throw unusable(name, "\(name.text.shownPath): \(error.reason)")
      }
    }
  }

  /// The one key of a file.
  private mutating func entry(_ name: PlanName) throws(PlanError) -> KeyFile.Entry {
    let content: SecretBytes
    do {
      content = try files.read(files.path(name.text), limit: FormatLimits.keyFileSize)
    } catch {
      throw unusable(name, error.description)
    }
    do {
      let file = try KeyFile.read(content)
      let found = file.warnings.map { "\(name.text.shownPath): \($0)" }
      warnings += found.filter { !warnings.contains($0) }
      if file.entries.count == 1, let only = file.entries.first { return only }
      return .privateKey(try file.privateKey())
    } catch  where error.code == .publicWherePrivate {
      throw unusable(name, "\(name.text.shownPath): several keys, where one is expected")
    } catch {
      throw unusable(name, "\(name.text.shownPath): \(error.reason)")
    }
  }

  private mutating func passphrase(_ name: PlanName) throws(PlanError) -> Passphrase {
    let path = files.path(name.text)
    do {
      if let passphrase = try files.passphrase(path) {
        if let warning = files.warning(path, name.text) { warnings.append(warning) }
        return passphrase
      }
    } catch {
      throw unusable(name, error.description)
    }
    throw unusable(
      name,
      "\(name.text.shownPath): an empty file, where a passphrase was expected in the first line")
  }

  private mutating func certificate(
    _ name: PlanName, of publicKey: PublicKey, key: String
  ) throws(PlanError) -> Certificate {
    guard case .certificate(let encoded) = try entry(name) else {
      throw unusable(
        name,
        "\(name.text.shownPath): a key, where a certificate is expected; name the file that "
          + "ends in -cert.pub")
    }
    guard encoded.certificate.publicKey == publicKey else {
      throw unusable(
        name,
        "\(name.text.shownPath): the certificate of "
          + "\(encoded.certificate.publicKey.fingerprint.text), and \(key) is "
          + "\(publicKey.fingerprint.text)")
    }
    return encoded.certificate
  }

  private func unusable(_ name: PlanName, _ reason: String) -> PlanError {
    PlanError(.unusableFile, in: fileName, at: name.place, reason)
  }
}
