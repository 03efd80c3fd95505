/// What two known_hosts files have in common where they judge every host key alike: they lie at one
/// path, so that a new key is recorded in the same place, and the same stood in both when they were
/// read.
struct KnownHostsIdentity: Hashable {
  private let file: KnownHostsFile

  init(_ file: KnownHostsFile) { self.file = file }

  static func == (one: Self, other: Self) -> Bool {
    // Most were read once, and tens of thousands of lines are not compared for each check.
    one.file === other.file
      || one.file.path == other.file.path
        && one.file.original.entries == other.file.original.entries
  }

  func hash(into hasher: inout Hasher) { hasher.combine(file.path) }
}
