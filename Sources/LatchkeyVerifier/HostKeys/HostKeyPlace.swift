/// The name and port that known_hosts files have a host's key under.
struct HostKeyPlace {
  let host: String
  let port: UInt16

  /// An alias stands for host and port together (ssh_config(5), HostKeyAlias), and is written as a
  /// name is on port 22.
  init(host: String, port: UInt16, alias: String?) {
    self.host = alias ?? host
    self.port = alias == nil ? port : 22
  }
}

extension AccessCheck {
  var hostKeyPlace: HostKeyPlace { HostKeyPlace(host: host, port: port, alias: hostKeyName) }
}

extension JumpHost {
  var hostKeyPlace: HostKeyPlace { HostKeyPlace(host: host, port: port, alias: hostKeyName) }
}
