import CProcess
import Glibc

/// The empty folder into which a root `sshd` locks its unprivileged half: `/run/sshd` on Debian,
/// normally made by the system's own ssh service and gone with it.
///
/// Where it is missing we make it, and remove it with the last door that needs it, never under the
/// feet of a system's `sshd`:
/// - every door holds a shared lock on the folder, so the last one is who gets it exclusively;
/// - the mode that we give it (0700) marks it as ours: a service that takes the folder over sets
///   its own (0755);
/// - while any `sshd` of root still runs, the folder stays and loses our mark.
struct PrivilegeSeparationFolder: ~Copyable {
  private static let debian = "/run/sshd"
  private static let ours: mode_t = 0o700
  private let lock: Descriptor

  /// Makes sure that the folder exists, and stays for as long as the value lives; to remove it is
  /// ``removeUnused(path:)``'s part.
  init(path: String = debian) throws(DoorError) {
    while true {
      if unsafe mkdir(path, Self.ours) != 0, errno != EEXIST {
        throw .system("making \(path), which sshd needs", errno)
      }
      let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if number < 0 {
        if errno == ENOENT { continue }
        throw .system("opening \(path), which sshd needs", errno)
      }
      let folder = Descriptor(takingOwnershipOf: number)
      guard flock(folder.number, LOCK_SH) == 0 else { throw .system("locking \(path)", errno) }
      // Between the two calls the last door may have gone and taken the folder with it.
      var opened = stat()
      var named = stat()
      if unsafe fstat(folder.number, &opened) == 0, unsafe stat(path, &named) == 0,
        opened.st_ino == named.st_ino, opened.st_dev == named.st_dev
      {
        lock = folder
        return
      }
    }
  }

  /// Removes the folder if it is ours and nobody uses it; also after a door that was killed.
  ///
  /// - Parameter serverRuns: whether a `sshd` that is no door's runs for root.
  static func removeUnused(
    path: String = debian,
    serverRuns: () -> Bool = { ProcessTree.runsForRoot(["sshd", "sshd-session", "sshd-auth"]) }
  ) {
    let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard number >= 0 else { return }
    let folder = Descriptor(takingOwnershipOf: number)
    var status = stat()
    guard flock(folder.number, LOCK_EX | LOCK_NB) == 0,
      unsafe fstat(folder.number, &status) == 0, status.st_uid == geteuid(),
      status.st_mode & 0o7777 == ours
    else { return }
    if serverRuns() {
      _ = fchmod(folder.number, 0o755)
    } else {
      _ = unsafe rmdir(path)
    }
  }
}
