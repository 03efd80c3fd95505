import Foundation

/// How the tests start programs: as a shell at a terminal would, and unlike this process.
enum SpawnAttributes {
  /// A session of its own, every signal with its default effect, and none of them blocked: the
  /// threads that tests run on block most.
  static func prepare(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // POSIX_SPAWN_SETSID of <spawn.h> is 0x80; the importer does not know its type.
    posix_spawnattr_setflags(
      &attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
  }
}
