import LatchkeyCrypto
import LatchkeyKeys

/// One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"):
///
///     [@cert-authority|@revoked] hostnames keytype base64-key [comment]
struct KnownHostsEntry: Sendable, Hashable {
  /// What a line may be marked as.
  enum Marker: String, Sendable {
    /// The key signs host certificates; it is no host key itself.
    case certificateAuthority = "@cert-authority"
    /// The key must never be accepted.
    case revoked = "@revoked"
  }

  /// Which hosts the line is about.
  enum Hosts: Sendable, Hashable {
    /// Patterns with `*` and `?`; a `!` in front excludes.
    case patterns([String])
    /// `|1|salt|hash`: the HMAC-SHA1 of the name under the salt, both base64.
    case hashed(salt: [UInt8], hash: [UInt8])

    /// Reads a line's field of them; `nil` for a hash that is none.
    init?(_ field: Substring) {
      guard field.hasPrefix("|") else {
        self = .patterns(field.lowercased().split(separator: ",").map(String.init))
        return
      }
      let parts = field.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[1] == "1", let salt = Base64.decode(parts[2]),
        let hash = Base64.decode(parts[3]), hash.count == 20
      else { return nil }
      self = .hashed(salt: salt, hash: hash)
    }

    /// Whether a host is among them, by the name that known_hosts has for it: lower case, and
    /// `[name]:port` where the port is not 22.
    func include(_ name: String) -> Bool {
      switch self {
      case .hashed(let salt, let hash):
        let digest = try? HMAC.authenticate(
          SecretBytes(copying: name.utf8), key: SecretBytes(copying: salt), digest: .sha1)
        return digest == hash
      case .patterns(let patterns):
        var isMatch = false
        for pattern in patterns {
          if let excluded = pattern.hasPrefix("!") ? pattern.dropFirst() : nil {
            if Wildcard.matches(name, pattern: String(excluded)) { return false }
          } else if Wildcard.matches(name, pattern: pattern) {
            isMatch = true
          }
        }
        return isMatch
      }
    }
  }

  let marker: Marker?
  let hosts: Hosts
  let key: PublicKey
  /// The line's number, from 1.
  let line: Int

  /// Reads a line; `nil` for a comment, an empty line, or one that cannot be read.
  init?(line text: Substring, number: Int) {
    var fields = text.split(maxSplits: 4, whereSeparator: { $0 == " " || $0 == "\t" })
    guard let first = fields.first, !first.hasPrefix("#") else { return nil }
    if first.hasPrefix("@") {
      guard let marker = Marker(rawValue: String(first)) else { return nil }
      self.marker = marker
      fields.removeFirst()
    } else {
      marker = nil
    }
    guard fields.count >= 3, let hosts = Hosts(fields[0]),
      let blob = Base64.decode(fields[2]),
      let key = try? PublicKey(blob: blob), key.algorithm.name == fields[1]
    else { return nil }
    self.hosts = hosts
    self.key = key
    line = number
  }

  /// Whether the line is about a host, by the name that known_hosts has for it.
  func matches(_ name: String) -> Bool { hosts.include(name) }
}
