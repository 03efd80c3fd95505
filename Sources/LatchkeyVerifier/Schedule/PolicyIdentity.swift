/// What two host key policies have in common where they judge every host key alike.
enum PolicyIdentity: Hashable {
  case pinned([HostKeyPin])
  case knownHosts([KnownHostsIdentity], acceptNew: Bool)
  case ignored

  init(_ policy: HostKeyPolicy) {
    self =
      switch policy {
      case .pinned(let pins): .pinned(pins)
      case .knownHosts(let files, let acceptNew):
        .knownHosts(files.map(KnownHostsIdentity.init), acceptNew: acceptNew)
      case .insecurelyIgnored: .ignored
      }
  }
}
