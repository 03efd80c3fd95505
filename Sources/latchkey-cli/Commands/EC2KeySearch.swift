import ArgumentParser
import LatchkeyFormats
import LatchkeyJSON
import LatchkeyKeys

/// Which of these files is the key pair that EC2 lists under a fingerprint?
struct EC2KeySearch {
  /// A key that goes by the fingerprint.
  struct Found {
    let key: InspectedKey
    let kind: Fingerprint.Kind

    /// What `inspect` says of the key, and which fingerprint it was that fits.
    var json: JSONObject {
      var object = key.json
      object.add("matched", kind.rawValue)
      return object
    }

    /// `web.pem: the key pair that EC2 created, ssh-rsa 2048 SHA256:… web`.
    var line: String {
      let place = key.line.map { ", line \($0)" } ?? ""
      let origin =
        switch kind {
        // Of ed25519, EC2's two fingerprints are one.
        case .ec2Created where key.key?.algorithm == .ed25519, .sha256: "this key pair"
        case .ec2Imported: "this key pair, imported into EC2"
        case .ec2Created: "this key pair, created by EC2"
        case .md5: "this key, by OpenSSH's MD5 fingerprint, which EC2 does not use"
        }
      let facts = key.key.map { KeyReport.line($0, comment: key.comment) } ?? ""
      return "\(Visible.text(InputFile.name(key.path)))\(place): \(origin), \(facts)"
    }
  }

  private let wanted: FingerprintSpelling
  /// The keys that go by it, in input order.
  private(set) var found: [Found] = []
  /// Files that hold no key: with `~/.ssh/*`, no fault.
  private var strangers: [CommandFailure] = []
  /// Files that could be the key pair, but could not be read or opened.
  private var undecided: [CommandFailure] = []
  /// Public halves whose private half could be the one.
  private var publicHalves: [CommandFailure] = []
  private var hasPrivateKeys = false

  /// - Throws: a usage error for a text that is no fingerprint.
  init(_ text: String) throws {
    guard let wanted = FingerprintSpelling(text) else {
      throw ValidationError(
        """
        --ec2 '\(text)': no fingerprint of EC2's: 20 or 16 bytes in hexadecimal with colons (RSA), \
        or 44 characters of base64 (ed25519)
        """)
    }
    self.wanted = wanted
  }

  /// Compares the keys of a file.
  mutating func look(at outcome: Result<[InspectedKey], any Error>, _ path: String) {
    do {
      for key in try outcome.get() { look(at: key) }
    } catch {
      let failure = CommandFailure(error, path: path)
      switch failure.fileFault {
      case .empty, .unknownFormat, .notAKey: strangers.append(failure)
      default: undecided.append(failure)
      }
    }
  }

  private mutating func look(at key: InspectedKey) {
    hasPrivateKeys = hasPrivateKeys || key.kind == .private
    // EC2's own spellings first: they say how the key pair came to EC2.
    if let print = key.fingerprints.reversed().first(where: wanted.matches) {
      return found.append(Found(key: key, kind: print.kind))
    }
    let name = InputFile.name(key.path)
    guard let half = key.key else {
      return undecided.append(
        CommandFailure(
          .badInput, "\(name): cannot be compared while it is encrypted",
          hint: "use --passphrase-file FILE"))
    }
    guard wanted.isOfPrivateHalf, half.algorithm == .rsa,
      !key.fingerprints.contains(where: { $0.kind == .ec2Created })
    else { return }
    let reason = "EC2 makes this fingerprint of the private half"
    if key.kind == .private {
      undecided.append(
        CommandFailure(
          .badInput, "\(name): cannot be compared while it is encrypted: \(reason)",
          hint: "use --passphrase-file FILE"))
    } else {
      publicHalves.append(
        CommandFailure(
          .badInput, "\(name): a public RSA key cannot be compared: \(reason)",
          hint: "give the private key"))
    }
  }

  /// Says what stood in the way, and ends the command: with 0 where the key pair was found, with 1
  /// where it is none of the files, and as the first failure says where one of them may be it.
  func finish(_ output: Output) throws {
    guard found.isEmpty else { return }
    var failures = FailureList()
    for failure in undecided { failures.add(failure) }
    // Beside private keys, public ones are only other keys' files.
    for failure in publicHalves where !hasPrivateKeys { failures.add(failure) }
    for failure in strangers { output.warning(failure.message) }
    try failures.finish()
    output.note("latchkey: none of the files is that key pair")
    throw ExitStatus.no.code
  }
}
