internal import LatchkeyFiles
internal import LatchkeyFormats
internal import LatchkeyVerifier

/// Finds out whose host key is trusted: each file is read once, however many hosts name it.
struct HostKeyLoader {
  private let files: PlanFiles
  private let defaults: PlanDefaults
  private let fileName: String
  private var known: [String: KnownHostsFile] = [:]
  private var pins: [String: [HostKeyPin]] = [:]
  private(set) var warnings: [String] = []

  init(files: PlanFiles, plan: Plan) {
    self.files = files
    defaults = plan.defaults
    fileName = plan.fileName
  }

  /// How a host's key is judged: by the host's own fields, else by the defaults, else as ssh does.
  mutating func policy(_ host: PlanHost) throws(PlanError) -> HostKeyPolicy {
    if let place = host.ignoresHostKey {
      warnings.append(
        "\(host.fileName):\(place.line): \(host.name): the host key is not looked at, so anybody "
          + "may pose as this host")
      return .insecurelyIgnored
    }
    if let names = host.hostKeys { return .pinned(try pins(names, host.fileName)) }
    if let names = host.knownHosts { return try knownHosts(names, host.fileName) }
    if let names = defaults.hostKeys { return .pinned(try pins(names, fileName)) }
    if let names = defaults.knownHosts { return try knownHosts(names, fileName) }
    return .knownHosts(usual(), acceptNew: false)
  }

  private mutating func pins(_ names: [PlanName], _ file: String) throws(PlanError) -> [HostKeyPin]
  {
    var found: [HostKeyPin] = []
    for name in names {
      if let pin = try Self.fingerprint(name, file) {
        found.append(pin)
        continue
      }
      if pins[name.text] == nil { pins[name.text] = try read(name, file) }
      found += pins[name.text] ?? []
    }
    return found
  }

  /// The pin of a text that is a fingerprint; `nil` where it is the path of a file.
  static func fingerprint(_ name: PlanName, _ file: String) throws(PlanError) -> HostKeyPin? {
    guard name.text.hasPrefix("SHA256:") || name.text.hasPrefix("MD5:") else { return nil }
    do throws(VerifierError) {
      return try HostKeyPin(fingerprint: name.text)
    } catch {
      throw PlanError(.wrongValue, in: file, at: name.place, error.reason)
    }
  }

  private func read(_ name: PlanName, _ file: String) throws(PlanError) -> [HostKeyPin] {
    let bytes = try content(name, file)
    do throws(VerifierError) {
      return try HostKeyPin.pins(inFile: bytes)
    } catch {
      throw PlanError(
        .unusableFile, in: file, at: name.place, "\(name.text.shownPath): \(error.reason)")
    }
  }

  private mutating func knownHosts(
    _ names: [PlanName], _ file: String
  ) throws(PlanError) -> HostKeyPolicy {
    var list: [KnownHostsFile] = []
    for name in names {
      let path = files.path(name.text)
      if let read = known[path] {
        list.append(read)
        continue
      }
      let read = KnownHostsFile(path: path, contents: try content(name, file))
      known[path] = read
      list.append(read)
    }
    return .knownHosts(list, acceptNew: false)
  }

  private func content(_ name: PlanName, _ file: String) throws(PlanError) -> [UInt8] {
    do {
      return try files.bytes(files.path(name.text), limit: FormatLimits.keyListSize)
    } catch {
      throw PlanError(.unusableFile, in: file, at: name.place, error.description)
    }
  }

  /// As ssh has them (ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile); neither has to be
  /// there. One that is no text names no host to ssh, which does not say so.
  private mutating func usual() -> [KnownHostsFile] {
    let own = files.home.map { ["\($0)/.ssh/known_hosts"] } ?? []
    return (own + ["/etc/ssh/ssh_known_hosts"]).map { path in usual(path) }
  }

  private mutating func usual(_ path: String) -> KnownHostsFile {
    if let read = known[path] { return read }
    var contents: [UInt8] = []
    do {
      contents = try files.bytes(path, limit: FormatLimits.keyListSize)
    } catch {
      if error.code == .notAText { warnings.append(error.description) }
    }
    let read = KnownHostsFile(path: path, contents: contents)
    known[path] = read
    return read
  }
}
