extension Instance {
  /// The instance's name as a host name with dots, or one after its private address where the name
  /// leaves nothing: NoCloud has such a one.
  var hostName: String { name.flatMap(HostName.dotted) ?? network.privateName }

  /// The same as one label, as Nova names its servers by it.
  var hostLabel: String { name.flatMap { HostName.label(of: $0) } ?? network.privateName }

  /// The same as one label that begins with a letter: GCE and Azure take no other name.
  var letteredHostLabel: String {
    name.flatMap { HostName.label(of: $0, beginsWithLetter: true) } ?? network.privateName
  }
}
