/// How a server's host key is judged.
public enum HostKeyPolicy: Sendable {
  /// It has to be one of these.
  case pinned([HostKeyPin])
  /// It has to stand in one of these files; with `acceptNew` a host of which nothing is known is
  /// accepted and recorded in the first.
  case knownHosts([KnownHostsFile], acceptNew: Bool)
  /// Whatever it is, go on. Anybody can then pose as the server.
  case insecurelyIgnored
}
