/// The name and port that known_hosts files have a host's key under.
struct HostKeyPlace {
  let host: String
  let port: UInt16

  /// An alias stands for host and port together (ssh_config(5), HostKeyAlias), and is written as a
  /// name is on port 22. An address is looked for, and recorded, in the one form that OpenSSH's ssh
  /// gives it (ssh.c, resolve_addr), and in no other; an alias as it is.
  init(host: String, port: UInt16, alias: String?) {
    self.host = alias ?? Self.canonical(host)
    self.port = alias == nil ? port : 22
  }

  /// A numeric address as getnameinfo(3) writes it: `127.0.0.1` for `127.1`, `::1` for `0:0::1`; a name
  /// as it is.
  private static func canonical(_ host: String) -> String {
    // Whatever inet_aton(3) takes begins with a digit, and IPv6 has colons: names cost nothing.
    guard let first = host.utf8.first, (0x30...0x39).contains(first) || host.utf8.contains(0x3a)
    else { return host }
    return SocketAddress(numeric: host, port: 0)?.text ?? host
  }
}

extension AccessCheck {
  var hostKeyPlace: HostKeyPlace { HostKeyPlace(host: host, port: port, alias: hostKeyName) }
}

extension JumpHost {
  var hostKeyPlace: HostKeyPlace { HostKeyPlace(host: host, port: port, alias: hostKeyName) }
}
