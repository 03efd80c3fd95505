import ArgumentParser
import Glibc
import LatchkeyCrypto
import LatchkeyFormats
import LatchkeyVerifier

/// Whose host key is trusted.
struct HostKeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Trust this host key only: its SHA256 fingerprint, or a public key file (repeatable).",
      valueName: "SHA256:…|file"),
    completion: .file())
  var hostKey: [String] = []

  @Option(
    help: ArgumentHelp(
      "Trust the host keys in this file (repeatable; default ~/.ssh/known_hosts).",
      valueName: "file"),
    completion: .file())
  var knownHosts: [String] = []

  @Flag(help: "Accept a host of which nothing is known, and record its key.")
  var acceptNewHostKey = false

  @Flag(help: "Do not look at the host key at all: whoever answers is believed.")
  var insecureIgnoreHostKey = false

  func validate() throws {
    if insecureIgnoreHostKey && (!hostKey.isEmpty || !knownHosts.isEmpty || acceptNewHostKey) {
      throw ValidationError("--insecure-ignore-host-key contradicts the other host key options")
    }
    if !hostKey.isEmpty && (!knownHosts.isEmpty || acceptNewHostKey) {
      throw ValidationError("--host-key pins the key: no known_hosts file is looked at then")
    }
  }

  /// One of the options that was given, by its name; nil where none was.
  var given: String? {
    let options = [
      ("--host-key", !hostKey.isEmpty), ("--known-hosts", !knownHosts.isEmpty),
      ("--accept-new-host-key", acceptNewHostKey),
      ("--insecure-ignore-host-key", insecureIgnoreHostKey),
    ]
    return options.first(where: \.1)?.0
  }

  /// The policy that the options make.
  func policy() throws(CommandFailure) -> HostKeyPolicy {
    if insecureIgnoreHostKey { return .insecurelyIgnored }
    if !hostKey.isEmpty {
      var pins: [HostKeyPin] = []
      for text in hostKey { pins += try HostKeyOptions.pins(text) }
      return .pinned(pins)
    }
    let paths = knownHosts.isEmpty ? HostKeyOptions.defaultFiles() : knownHosts
    var files: [KnownHostsFile] = []
    for path in paths {
      // The usual files need not exist, and neither does one that is about to be begun.
      let mayBeMissing = knownHosts.isEmpty || acceptNewHostKey
      if mayBeMissing && access(path, F_OK) != 0 && errno == ENOENT {
        files.append(KnownHostsFile(path: path))
      } else {
        let contents = try HostKeyOptions.read(path)
        guard !UTF16Text.isBegun(by: contents) else {
          throw CommandFailure(
            .badInput, "\(path): \(UTF16Text.description), in which ssh finds no host")
        }
        files.append(KnownHostsFile(path: path, contents: contents))
      }
    }
    return .knownHosts(files, acceptNew: acceptNewHostKey)
  }

  private static func pins(_ text: String) throws(CommandFailure) -> [HostKeyPin] {
    // A file may be called anything but this.
    let isFingerprint = text.hasPrefix("SHA256:") || text.hasPrefix("MD5:")
    do throws(VerifierError) {
      if isFingerprint { return [try HostKeyPin(fingerprint: text)] }
    } catch {
      throw CommandFailure(.badInput, "--host-key: \(error)")
    }
    let content = try read(text)
    do throws(VerifierError) {
      return try HostKeyPin.pins(inFile: content)
    } catch {
      throw CommandFailure(.badInput, "\(text): \(error)")
    }
  }

  private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let content = try InputFile.read(path, limit: FormatLimits.keyListSize)
    return content.withSpan { bytes in bytes.indices.map { bytes[$0] } }
  }

  /// As ssh has them (ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile).
  private static func defaultFiles() -> [String] {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let own = home.isEmpty ? [] : ["\(home)/.ssh/known_hosts"]
    return own + ["/etc/ssh/ssh_known_hosts"]
  }
}
