internal import FuzzSupport
internal import LatchkeyKeys

@testable internal import LatchkeyVerifier

/// known_hosts: a port and a host's name, then the file.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var input = FuzzInput(start, count)
  let port: UInt16 = input.byte() < 0x80 ? 22 : 2222
  let host = String(decoding: input.chunk().prefix(64), as: UTF8.self)
  let file = input.rest()
  let known = KnownHosts(parsing: file)
  for entry in known.entries.prefix(4) {
    PublicKeyProperties.check(entry.key, comment: "", seed: file.count)
    ErrorProperties.checkLine(entry.line, in: file)
    KnownHostsProperties.check(entry, in: known, host: host, port: port)
  }
  for flaw in known.flaws.prefix(4) {
    ErrorProperties.checkLine(flaw.line, in: file)
    ErrorProperties.check(text: flaw.reason)
    expect(
      !known.entries.contains { $0.line == flaw.line }, "line \(flaw.line) is read, and is not")
  }
  let files = [KnownHostsFile(path: "known", contents: file)]
  if let key = known.entries.first?.key {
    let plain = files.judge(key, host: host, port: 22)
    let other = files.judge(key, host: host, port: 2222)
    // The plain name lets another port in, and never accuses it.
    if known.about(host: host, port: 2222).isEmpty {
      expect(
        other.trust == (plain.trust == .known ? .known : .unknown),
        "\(plain.trust) of port 22 becomes \(other.trust)")
    }
  }
  do {
    _ = try HostKeyPin.pins(inFile: file)
  } catch {
    ErrorProperties.check(text: error.reason)
  }
  _ = try? HostKeyPin(fingerprint: "SHA256:\(host)")
  return 0
}

/// What has to hold of a line of known_hosts.
private enum KnownHostsProperties {
  static func check(_ entry: KnownHostsEntry, in known: KnownHosts, host: String, port: UInt16) {
    let judgement = known.judge(entry.key, host: host, port: port)
    let about = known.about(host: host, port: port).filter { $0.key == entry.key }
    expect(
      (judgement.trust == .revoked) == about.contains { $0.marker == .revoked },
      "a key is revoked where a line that matches says so")
    if judgement.trust == .known {
      expect(about.contains { $0.marker == nil }, "a known key stands in a line that matches")
    }
    guard case .patterns(let patterns) = entry.hosts else { return }
    let name = KnownHosts.name(host: host, port: port)
    let isExcluded = patterns.contains { $0.hasPrefix("!") && fits(name, $0.dropFirst()) }
    let isMatch = patterns.contains { !$0.hasPrefix("!") && fits(name, $0[...]) }
    expect(entry.matches(name) == (isMatch && !isExcluded), "\(patterns) and \(name)")
  }

  /// The same as `Wildcard`, by a table of what fits what: slow, but plain to see.
  private static func fits(_ text: String, _ pattern: Substring) -> Bool {
    let text = Array(text.utf8)
    var fits = [true] + [Bool](repeating: false, count: text.count)
    for wanted in pattern.utf8 {
      var next = [Bool](repeating: false, count: text.count + 1)
      if wanted == UInt8(ascii: "*") {
        var isReached = false
        for index in fits.indices {
          isReached = isReached || fits[index]
          next[index] = isReached
        }
      } else {
        for index in text.indices
        where fits[index] && (wanted == UInt8(ascii: "?") || wanted == text[index]) {
          next[index + 1] = true
        }
      }
      fits = next
    }
    return fits[text.count]
  }
}
